using Sightloop.Platform.Database;
using Settings = Sightloop.Labeling.Projects.AutomaticTraining;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>
/// Is it time to train? When enough images were decided since the last snapshot (whoever took it), nobody has saved for a while, and the training asked for last has
/// ended in a model, or so long ago that it will not. Everything is read from rows, so it does not matter which process asks or when it was started.
/// </summary>
internal static class TrainingDecision
{
    private static readonly TimeSpan GivenUp = TimeSpan.FromMinutes(30);

    public static async Task<bool> IsDueAsync(Reader reader, Guid project, Settings settings, DateTimeOffset now)
    {
        var last = await reader.FirstOrDefaultAsync<LastSnapshot>(
            """
            SELECT s.taken_at, (SELECT COUNT(*) FROM models m WHERE m.project_id = s.project_id AND m.snapshot_id = s.id) AS models
            FROM snapshots s WHERE s.project_id = @project ORDER BY s.taken_at DESC, s.id DESC LIMIT 1
            """, new { project });
        if (last is { Models: 0 } && last.TakenAt + GivenUp > now)
        {
            return false;
        }

        var news = await reader.SingleAsync<News>(
            "SELECT COUNT(*) AS count, MAX(labeled_at) AS latest FROM images WHERE project_id = @project AND state = 'labeled' AND labeled_at > @since",
            new { project, since = last?.TakenAt ?? DateTimeOffset.UnixEpoch });
        return news.Count >= settings.NewImages && news.Latest is { } latest && latest + TimeSpan.FromSeconds(settings.QuietSeconds) <= now;
    }

    private sealed record LastSnapshot
    {
        public DateTimeOffset TakenAt { get; init; }
        public long Models { get; init; }
    }

    private sealed record News
    {
        public long Count { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
