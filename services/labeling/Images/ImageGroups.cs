using System.Globalization;
using System.Numerics;
using Sightloop.Contracts.Images;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Images;

/// <summary>
/// Puts images that show nearly the same into one group, so that training and validation never share one: frames of the same
/// ten seconds of a clip, and near-duplicates among the project's latest images.
/// </summary>
internal sealed class ImageGroups
{
    private const int Recent = 500;
    private const int MaxDistance = 4;

    // A whole clip as one group would leave a project of one clip without a validation part.
    private const double ClipSeconds = 10;

    // A camera that never moves would otherwise put a whole project on one side of the split.
    private const int MaxMembers = 20;

    private readonly List<Member> members;
    private readonly Dictionary<string, int> sizes;

    private ImageGroups(IEnumerable<Member> latest)
    {
        members = [.. latest];
        sizes = members.CountBy(member => member.GroupKey).ToDictionary();
    }

    public static async Task<ImageGroups> LoadAsync(Reader reader, Guid project) => new((await reader.QueryAsync<Member>(
        "SELECT perceptual_hash, group_key FROM images WHERE project_id = @project ORDER BY sequence DESC LIMIT @Recent", new { project, Recent })).Reverse());

    /// <summary>The group of the next image in order.</summary>
    public string Assign(ImageRecord image)
    {
        var group = image is { ImportId: { } import, ClipSeconds: { } seconds }
            ? string.Create(CultureInfo.InvariantCulture, $"clip:{import}:{Math.Floor(seconds / ClipSeconds)}")
            : members.LastOrDefault(member => IsNear(member, image))?.GroupKey ?? image.Id.ToString();
        members.Add(new Member { PerceptualHash = image.PerceptualHash, GroupKey = group });
        sizes[group] = sizes.GetValueOrDefault(group) + 1;
        return group;
    }

    private bool IsNear(Member member, ImageRecord image) =>
        BitOperations.PopCount((ulong)(member.PerceptualHash ^ image.PerceptualHash)) <= MaxDistance && sizes[member.GroupKey] < MaxMembers;

    private sealed record Member
    {
        public long PerceptualHash { get; init; }
        public string GroupKey { get; init; } = "";
    }
}
