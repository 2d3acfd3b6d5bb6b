using Sightloop.Platform.Database;
using Settings = Sightloop.Labeling.Projects.AutomaticTraining;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>
/// Is it time to train? Everything is read from rows, so it does not matter which process asks or when it was started. While the training asked for last has not
/// ended in a model, and may still, nothing is due. Then:
/// 1. quick, at once and while people go on: at the first ten labelled images, and whenever they have doubled since the last snapshot.
/// 2. full, when nobody has saved for a while: enough images were decided since the last snapshot that was not quick (whoever took it).
/// </summary>
internal static class TrainingDecision
{
    public const string Quick = "quick";
    public const string Full = "full";

    private static readonly TimeSpan GivenUp = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan QuickGivenUp = TimeSpan.FromMinutes(3);

    /// <returns>The preset that is due; null when none is.</returns>
    public static async Task<string?> FindDueAsync(Reader reader, Guid project, Settings settings, DateTimeOffset now)
    {
        var last = await LastAsync(reader, project, "");
        if (last is { Models: 0 } && last.TakenAt + (last.Preset == Quick ? QuickGivenUp : GivenUp) > now)
        {
            return null;
        }

        var labeled = await reader.SingleAsync<long>("SELECT COUNT(*) FROM images WHERE project_id = @project AND state = 'labeled'", new { project });
        if (settings.QuickFrom > 0 && labeled >= settings.QuickFrom && labeled >= 2 * (last?.Images ?? 0))
        {
            return Quick;
        }

        var full = last is { Preset: Quick } ? await LastAsync(reader, project, "AND (s.preset IS NULL OR s.preset <> 'quick')") : last;
        var news = await reader.SingleAsync<News>(
            "SELECT COUNT(*) AS count, MAX(labeled_at) AS latest FROM images WHERE project_id = @project AND state = 'labeled' AND labeled_at > @since",
            new { project, since = full?.TakenAt ?? DateTimeOffset.UnixEpoch });
        return news.Count >= settings.NewImages && news.Latest is { } latest && latest + TimeSpan.FromSeconds(settings.QuietSeconds) <= now ? Full : null;
    }

    private static Task<LastSnapshot?> LastAsync(Reader reader, Guid project, string which) => reader.FirstOrDefaultAsync<LastSnapshot>(
        $"""
        SELECT s.taken_at, s.images, s.preset, (SELECT COUNT(*) FROM models m WHERE m.project_id = s.project_id AND m.snapshot_id = s.id) AS models
        FROM snapshots s WHERE s.project_id = @project {which} ORDER BY s.taken_at DESC, s.id DESC LIMIT 1
        """, new { project });

    private sealed record LastSnapshot
    {
        public DateTimeOffset TakenAt { get; init; }
        public int Images { get; init; }
        public string? Preset { get; init; }
        public long Models { get; init; }
    }

    private sealed record News
    {
        public long Count { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
