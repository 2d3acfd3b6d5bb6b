using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Queue;

/// <summary>Images with a suggested box whose class most of the images similar to them do not show.</summary>
internal static class UnlikeImages
{
    private const double Most = 0.5;
    private const int AtOnce = 1000;

    /// <summary>The most doubtful: about a second of one core.</summary>
    private const int MostCompared = 3000;

    /// <summary>More than one person is given at once.</summary>
    private const int Enough = 400;

    /// <returns>The filter, for those of its images.</returns>
    public static async Task<ReviewFilter> AmongAsync(Reader reader, ReviewFilter filter)
    {
        var (unlike, compared, after) = (new List<Guid>(), 0, (Waiting?)null);
        var neighbourhood = await Neighbourhood.LoadAsync(reader, filter.Project);
        for (;;)
        {
            var images = await reader.QueryAsync<Waiting>(
                $"""
                SELECT i.id, i.doubt FROM images i WHERE {filter.OfImage} {(after is null ? "" : "AND (i.doubt, i.id) < (@Doubt, @Id)")}
                ORDER BY i.doubt DESC, i.id DESC LIMIT @AtOnce
                """, new { filter.Project, filter.Label, filter.MinScore, filter.MaxScore, filter.Among, after?.Doubt, after?.Id, AtOnce });
            var ids = images.Select(image => image.Id).ToList();
            await neighbourhood.LookAsync(ids);
            var suggested = (await reader.QueryAsync<Suggested>(
                $"SELECT DISTINCT b.image_id, b.label_id FROM boxes b WHERE b.image_id IN @ids AND {filter.OfBox}",
                new { filter.Project, filter.Label, filter.MinScore, filter.MaxScore, ids })).ToLookup(box => box.ImageId, box => box.LabelId);
            unlike.AddRange(ids.Where(id => suggested[id].Any(label => neighbourhood.WithoutClass(id, label) > Most)));
            compared += ids.Count;
            var isAll = ids.Count < AtOnce;
            if (isAll || unlike.Count >= Enough || compared >= MostCompared)
            {
                return filter with { Among = unlike, Count = unlike.Count, IsCountLeast = !isAll };
            }

            after = images[^1];
        }
    }

    private sealed record Waiting
    {
        public Guid Id { get; init; }
        public double Doubt { get; init; }
    }

    private sealed record Suggested
    {
        public Guid ImageId { get; init; }
        public Guid LabelId { get; init; }
    }
}
