using System.Globalization;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Effort;

/// <summary>Whether to go on: what some more images should give and cost.</summary>
public sealed record NextImages
{
    private const int Usual = 40;
    private const int PaceImages = 50;

    /// <summary>How many more.</summary>
    public required int Images { get; init; }
    /// <summary>Points of AP50 (top-1 when sorting images), 0 to 100: the lower end of an 80 % range.</summary>
    public required double GainFrom { get; init; }
    public required double GainTo { get; init; }
    /// <summary>Of people's time at the pace of the latest images, by the time model.</summary>
    public required double Minutes { get; init; }
    /// <summary>Models the curve was fitted to.</summary>
    public required int Models { get; init; }
    /// <summary>The same in words.</summary>
    public required string Sentence { get; init; }

    /// <returns>Null while no model was measured, or nothing is left to label.</returns>
    public static async Task<NextImages?> FindAsync(Reader reader, Guid project, bool sorts, TimeModel times)
    {
        var counts = await reader.SingleAsync<Counts>(
            """
            SELECT COALESCE(SUM(CASE WHEN state = 'labeled' THEN 1 ELSE 0 END), 0) AS labeled, COALESCE(SUM(CASE WHEN state = 'labeled' THEN 0 ELSE 1 END), 0) AS undecided,
                COALESCE(SUM(CASE WHEN validation = @held THEN 1 ELSE 0 END), 0) AS held_out
            FROM images WHERE project_id = @project
            """, new { project, held = true });
        var models = await reader.QueryAsync<ModelRow>(
            """
            SELECT m.quality, s.images, s.preset FROM models m JOIN snapshots s ON s.id = m.snapshot_id
            WHERE m.project_id = @project AND m.quality IS NOT NULL ORDER BY m.number DESC LIMIT 50
            """, new { project });
        // A quick model is worse than its images: it tells of the curve only while there is no other.
        var full = models.Where(m => m.Preset != "quick").ToList();
        var used = full.Count > 0 ? full : [.. models];
        if (used.Count == 0 || counts.Undecided == 0 || counts.Labeled == 0)
        {
            return null;
        }

        var images = (int)Math.Min(Usual, counts.Undecided);
        // The held-out part grew with the labels: in proportion.
        var (from, to) = LearningCurve.Gain(
            [.. used.Select(m => new CurvePoint(m.Images, m.Quality, (int)(counts.HeldOut * m.Images / counts.Labeled)))], (int)counts.Labeled, images);
        var (low, high, minutes) = (Math.Round(100 * from, 1), Math.Round(100 * to, 1), await SecondsPerImageAsync(reader, project, times) * images / 60);
        return new NextImages
        {
            Images = images, GainFrom = low, GainTo = high, Minutes = Math.Round(minutes, 1), Models = used.Count,
            Sentence = string.Create(CultureInfo.InvariantCulture, $"{images} more images should give +{low:0.0} to +{high:0.0} {(sorts ? "points of accuracy" : "AP50")} and cost {Math.Max(1, Math.Round(minutes)):0} minutes"),
        };
    }

    /// <summary>Of the images decided last.</summary>
    private static async Task<double> SecondsPerImageAsync(Reader reader, Guid project, TimeModel times)
    {
        var rows = await reader.QueryAsync<EffortRow>(
            """
            SELECT e.kind, e.count FROM effort e
            WHERE e.image_id IN (SELECT id FROM images WHERE project_id = @project AND labeled_at IS NOT NULL ORDER BY labeled_at DESC LIMIT @PaceImages) AND e.project_id = @project
            """, new { project, PaceImages });
        var opened = rows.Where(row => row.Kind == EffortLedger.Opened).Sum(row => row.Count);
        return rows.Sum(row => row.Count * times.SecondsOf(row.Kind)) / Math.Max(1, opened);
    }

    private sealed record Counts
    {
        public long Labeled { get; init; }
        public long Undecided { get; init; }
        public long HeldOut { get; init; }
    }

    private sealed record ModelRow
    {
        public double Quality { get; init; }
        public int Images { get; init; }
        public string? Preset { get; init; }
    }

    private sealed record EffortRow
    {
        public string Kind { get; init; } = "";
        public long Count { get; init; }
    }
}
