using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Queue;

/// <summary>
/// Which suggestions somebody wants to review: those with a box, shown as solid, that matches. Where few images match they are named, as looking for them along the
/// order of the queue could pass all others; where many match, the next one is near.
/// </summary>
/// <param name="Project">Project.</param>
/// <param name="Boxes">Class and scores of the box.</param>
/// <param name="IsUnlike">Only a box of a class that most of the similar images do not show, as far as they are compared (<see cref="Similar.Comparing"/>).</param>
internal sealed record ReviewFilter(Guid Project, BoxFilter Boxes, bool IsUnlike = false)
{
    public Guid? Label => Boxes.Label;
    public double? MinScore => Boxes.MinScore;
    public double? MaxScore => Boxes.MaxScore;

    /// <summary>Only images among these; null: among all.</summary>
    public IReadOnlyList<Guid>? Among { get; init; }

    /// <summary>How many undecided images match, whether or not somebody has them in hand.</summary>
    public int Count { get; init; }

    /// <summary>Every suggestion will do, also one without a box.</summary>
    public bool IsOpen => Boxes.IsOpen && !IsUnlike;

    /// <summary>Of a row <c>b</c> of boxes.</summary>
    private string OfBox => Tier + Boxes.Conditions;

    private string Tier => "b.tier = 'solid' AND " + (IsUnlike ? "b.unlike > 0 AND b.project_id = @Project AND " : "");

    // OFFSET 0 keeps PostgreSQL from reading all boxes first, as it does while it has no statistics.
    /// <summary>Of a row <c>i</c> of images.</summary>
    public string OfImage => "i.project_id = @Project AND i.state = 'auto'"
        + (IsOpen ? "" : $" AND EXISTS (SELECT 1 FROM boxes b WHERE b.image_id = i.id AND {Tier}{Boxes.AlongImages} LIMIT 1 OFFSET 0)") + (Among is null ? "" : " AND i.id IN @Among");

    /// <returns>What a request asks for, or what is wrong with it.</returns>
    public static async Task<(ReviewFilter? Filter, ProblemHttpResult? Problem)> ReadAsync(Reader reader, Guid project, ClaimRequest request)
    {
        if (await ProjectStore.FindAsync(reader, project) is not { } found)
        {
            return (null, Problems.NoSuchProject(project));
        }

        if (!BoxFilter.TryRead(found, request.Label, request.MinScore, request.MaxScore, out var boxes, out var problem))
        {
            return (null, problem);
        }

        return (request.Purpose == QueuePurpose.Review ? await new ReviewFilter(project, boxes, request.UnlikeNeighbours == true).CountedAsync(reader) : null, null);
    }

    /// <summary>How many undecided images match now.</summary>
    public async Task<int> RemainingAsync(Reader reader) =>
        Among is null ? Count : await reader.ScalarAsync<int>($"SELECT COUNT(*) FROM images i WHERE {OfImage}", this);

    // In order, as an index has them: PostgreSQL would hash every box. The few unlike ones lie in an index of their own.
    internal string CountSql => $"SELECT COUNT(*) FROM (SELECT DISTINCT b.image_id FROM boxes b WHERE {Tier}{Boxes.AlongImages}{(IsUnlike ? "" : " ORDER BY b.image_id")}) m";

    private async Task<ReviewFilter> CountedAsync(Reader reader)
    {
        if (IsOpen)
        {
            return this with { Count = await reader.ScalarAsync<int>("SELECT COUNT(*) FROM images WHERE project_id = @Project AND state = 'auto'", this) };
        }

        return await BoxFilter.FewImagesAsync(reader, OfBox, this) is { } some
            ? this with { Count = some.Count, Among = some }
            : this with { Count = await reader.ScalarAsync<int>(CountSql, this) };
    }
}
