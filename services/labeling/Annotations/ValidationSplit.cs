using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Annotations;

/// <summary>
/// Which images are held back to measure models honestly, about a fifth. Decided once, when an image is first labelled, and never changed:
/// 1. An image whose group (clip part, near-duplicates) is decided goes where its group is.
/// 2. Where the queue chooses images for their value, those are learnt from, being no fair sample, and the one in five that it picks at random
///    is held back.
/// 3. Else chance decides, by a hash of project and group: for projects labelled at random or in any order through the API, and for chosen images while fewer
///    than <see cref="Few"/> are held back, when a slightly harder sample is better than none. Where chance held back none of the first
///    <see cref="Unlucky"/> images, the next one is: a first model without any measure would be bad luck one time in eight.
/// </summary>
public static class ValidationSplit
{
    public const double Fraction = 0.2;
    public const int Few = 10;
    public const int Unlucky = 9;

    /// <summary>True for the validation part.</summary>
    public static async Task<bool> DecideAsync(Transaction transaction, ImageRow image)
    {
        if (image.Validation is { } decided)
        {
            return decided;
        }

        var group = await transaction.FirstOrDefaultAsync<bool?>(
            "SELECT validation FROM images WHERE project_id = @ProjectId AND group_key = @GroupKey AND validation IS NOT NULL LIMIT 1", image);
        if (group is { } shared)
        {
            return shared;
        }

        if (image.PickedAtRandom == true && await IsQueueChoosingAsync(transaction, image.ProjectId))
        {
            return true;
        }

        return Draw(image.ProjectId, image.GroupKey) < Fraction
            ? image.PickedAtRandom != false || await AreFewAsync(transaction, image.ProjectId)
            : await IsUnluckyAsync(transaction, image.ProjectId);
    }

    /// <summary>0 to 1, always the same for a group.</summary>
    public static double Draw(Guid project, string group)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{project:D}/{group}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) / Math.Pow(2, 64);
    }

    private static Task<bool> IsQueueChoosingAsync(Transaction transaction, Guid project) => transaction.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM images WHERE project_id = @project AND picked_at_random = @random)", new { project, random = false });

    private static Task<bool> IsUnluckyAsync(Transaction transaction, Guid project) => transaction.ScalarAsync<bool>(
        """
        SELECT NOT EXISTS (SELECT 1 FROM images WHERE project_id = @project AND validation = @held)
            AND (SELECT COUNT(*) FROM (SELECT 1 AS one FROM images WHERE project_id = @project AND validation IS NOT NULL LIMIT @Unlucky) AS decided) >= @Unlucky
        """, new { project, held = true, Unlucky });

    private static async Task<bool> AreFewAsync(Transaction transaction, Guid project) => await transaction.ScalarAsync<int>(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM images WHERE project_id = @project AND validation = @held LIMIT @Few) AS held",
        new { project, held = true, Few }) < Few;
}
