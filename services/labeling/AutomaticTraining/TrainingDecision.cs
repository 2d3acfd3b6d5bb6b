using Sightloop.Platform.Database;
using Settings = Sightloop.Labeling.Projects.AutomaticTraining;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>
/// Is it time to train? Everything is read from rows, so it does not matter which process asks or when it was started. While the training asked for last has not
/// ended, and may still, nothing is due. One that failed or was cancelled is not repeated: the next waits for as many labels as after any other. Then:
/// 1. quick, at once and while people go on: at the first ten labelled images, and whenever they have doubled since the last snapshot.
/// 2. full, when nobody has saved anything for a while: enough images were decided since the last snapshot that was not quick (whoever took it).
/// </summary>
internal sealed record TrainingDecision
{
    public const string Quick = "quick";
    public const string Full = "full";

    private static readonly TimeSpan GivenUp = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan QuickGivenUp = TimeSpan.FromMinutes(3);

    /// <summary>Decided since the last full training.</summary>
    public required int NewImages { get; init; }

    /// <summary>Still to be labelled before a quick one starts; null: none ever does.</summary>
    public required int? MissingForQuick { get; init; }

    /// <summary>A training was asked for and has not ended yet.</summary>
    public required bool UnderWay { get; init; }

    /// <summary>Enough images for a quick one, which waits for no quiet.</summary>
    public bool IsQuickDue => !UnderWay && MissingForQuick == 0;

    /// <summary>When a full one starts if nobody saves before; null while images are missing or a training is under way.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <returns>The preset that is due; null when none is.</returns>
    public static async Task<string?> FindDueAsync(Reader reader, Guid project, Settings settings, DateTimeOffset now)
    {
        var decision = await ReadAsync(reader, project, settings, now);
        return decision.IsQuickDue ? Quick : decision.DueAt <= now ? Full : null;
    }

    public static async Task<TrainingDecision> ReadAsync(Reader reader, Guid project, Settings settings, DateTimeOffset now)
    {
        var last = await LastAsync(reader, project, "");
        var full = last is { Preset: Quick } ? await LastAsync(reader, project, "AND (s.preset IS NULL OR s.preset <> 'quick')") : last;
        var news = await reader.SingleAsync<News>(
            """
            SELECT (SELECT COUNT(*) FROM images WHERE project_id = @project AND state = 'labeled') AS labeled,
                (SELECT COUNT(*) FROM images WHERE project_id = @project AND state = 'labeled' AND labeled_at > @since) AS count,
                (SELECT MAX(saved_at) FROM revisions WHERE project_id = @project) AS latest
            """, new { project, since = full?.TakenAt ?? DateTimeOffset.UnixEpoch });
        var underWay = last is { Models: 0, FailedAt: null } && last.TakenAt + (last.Preset == Quick ? QuickGivenUp : GivenUp) > now;
        return new TrainingDecision
        {
            NewImages = (int)news.Count, UnderWay = underWay,
            MissingForQuick = settings.QuickFrom > 0 ? Math.Max(0, Math.Max(settings.QuickFrom, 2 * (last?.Images ?? 0)) - (int)news.Labeled) : null,
            DueAt = !underWay && news.Count >= settings.NewImages && news.Latest is { } latest ? latest + TimeSpan.FromSeconds(settings.QuietSeconds) : null,
        };
    }

    private static Task<LastSnapshot?> LastAsync(Reader reader, Guid project, string which) => reader.FirstOrDefaultAsync<LastSnapshot>(
        $"""
        SELECT s.taken_at, s.images, s.preset, s.failed_at, (SELECT COUNT(*) FROM models m WHERE m.project_id = s.project_id AND m.snapshot_id = s.id) AS models
        FROM snapshots s WHERE s.project_id = @project {which} ORDER BY s.taken_at DESC, s.id DESC LIMIT 1
        """, new { project });

    private sealed record LastSnapshot
    {
        public DateTimeOffset TakenAt { get; init; }
        public int Images { get; init; }
        public string? Preset { get; init; }
        public long Models { get; init; }
        public DateTimeOffset? FailedAt { get; init; }
    }

    private sealed record News
    {
        public long Labeled { get; init; }
        public long Count { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
