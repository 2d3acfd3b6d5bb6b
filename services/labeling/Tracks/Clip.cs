using Sightloop.Labeling.Images;
using Sightloop.Platform.Database;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Tracks;

/// <summary>A film clip as its import left it: frames with times.</summary>
/// <param name="Id">The import.</param>
/// <param name="Name">The clip's name without its extension.</param>
/// <param name="Frames">How many frames were taken.</param>
/// <param name="Suggested">Frames with an undecided suggestion.</param>
/// <param name="Labeled">Frames that are labelled.</param>
/// <param name="Seconds">Time of the last frame.</param>
public sealed record ClipView(Guid Id, string Name, int Frames, int Suggested, int Labeled, double Seconds)
{
    public static async Task<IReadOnlyList<ClipView>> ListAsync(Reader reader, Guid project) =>
    [
        .. (await reader.QueryAsync<Row>(
            """
            SELECT import_id AS id, MIN(name) AS name, COUNT(*) AS frames, COUNT(CASE WHEN state = 'auto' THEN 1 END) AS suggested,
                COUNT(CASE WHEN state = 'labeled' THEN 1 END) AS labeled, MAX(clip_seconds) AS seconds
            FROM images WHERE project_id = @project AND clip_seconds IS NOT NULL AND import_id IS NOT NULL GROUP BY import_id ORDER BY import_id
            """, new { project })).Select(row => new ClipView(row.Id, Stem(row.Name), (int)row.Frames, (int)row.Suggested, (int)row.Labeled, row.Seconds)),
    ];

    // Frames are named "clip_000012.500.jpg".
    private static string Stem(string frame) => frame.LastIndexOf('_') is > 0 and var end ? frame[..end] : frame;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public long Frames { get; init; }
        public long Suggested { get; init; }
        public long Labeled { get; init; }
        public double Seconds { get; init; }
    }
}

/// <summary>A clip's frames with the boxes that stand on them now, and the tracks that link them.</summary>
internal sealed class Clip
{
    private Clip(IReadOnlyList<ImageRow> frames, IReadOnlyDictionary<Guid, ClipBox> boxes, IReadOnlyList<Track> tracks) =>
        (Frames, Boxes, Tracks) = (frames, boxes, tracks);

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<ImageRow> Frames { get; }

    public IReadOnlyDictionary<Guid, ClipBox> Boxes { get; }

    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>Frames on which another track waits for a decision: its box may be a ghost, or be only carried there.</summary>
    public IReadOnlySet<Guid> WaitingBeside(Track track) => Tracks.Where(one => one.Id != track.Id).SelectMany(one => one.Places)
        .Where(place => place.BoxId is not { } id || Boxes[id].Verdict is null).Select(place => place.Frame.Id).ToHashSet();

    /// <summary>Null when the project has no such clip.</summary>
    public static async Task<Clip?> ReadAsync(Reader reader, Guid project, Guid clip)
    {
        var frames = await reader.QueryAsync<ImageRow>(
            $"SELECT {ImageRow.Columns} FROM images WHERE project_id = @project AND import_id = @clip AND clip_seconds IS NOT NULL ORDER BY clip_seconds, id",
            new { project, clip });
        if (frames.Count == 0)
        {
            return null;
        }

        var boxes = await reader.QueryAsync<ClipBox>(
            """
            SELECT b.id, b.image_id, b.label_id, b.x, b.y, b.width, b.height, b.origin, b.score, b.tier, b.verdict,
                CASE WHEN c.box_id IS NULL THEN 0 ELSE 1 END AS cut
            FROM images i JOIN boxes b ON b.image_id = i.id LEFT JOIN track_cuts c ON c.image_id = b.image_id AND c.box_id = b.id
            WHERE i.project_id = @project AND i.import_id = @clip AND i.clip_seconds IS NOT NULL AND b.x IS NOT NULL AND (b.tier IS NULL OR b.tier <> 'hidden')
            ORDER BY b.id
            """, new { project, clip });
        // What a person called wrong is in no track any more.
        var of = boxes.Where(box => box.Verdict != "wrong").ToLookup(box => box.ImageId);
        var linked = TrackLinking.Link(
            [.. frames.Select(frame => new LinkFrame(frame.ClipSeconds!.Value, [.. of[frame.Id].Select(box => box.ToLink())], frame.State != ImageRow.Unlabeled, frame.ClipCut))]);
        return new(frames, boxes.ToDictionary(box => box.Id), [.. linked.Select(places => Track.Of(places, frames))]);
    }
}

/// <summary>A row of boxes on a frame.</summary>
internal sealed record ClipBox
{
    public Guid Id { get; init; }
    public Guid ImageId { get; init; }
    public Guid LabelId { get; init; }
    public double X { get; init; }
    public double Y { get; init; }
    public double Width { get; init; }
    public double Height { get; init; }
    public string Origin { get; init; } = "";
    public double? Score { get; init; }
    public string? Tier { get; init; }
    public string? Verdict { get; init; }
    public int Cut { get; init; }

    public LinkBox ToLink() => new(Id, LabelId, new Box((float)X, (float)Y, (float)Width, (float)Height), Tier != Proposals.Tiers.Ghost, Cut == 1);
}

/// <summary>A thing that moves through a clip; named by its first box.</summary>
internal sealed record Track(Guid Id, Guid LabelId, IReadOnlyList<(ImageRow Frame, Box Box, Guid? BoxId)> Places)
{
    public static Track Of(IReadOnlyList<TrackPlace> places, IReadOnlyList<ImageRow> frames) => new(
        places[0].Linked!.Id, places[0].Linked!.LabelId, [.. places.Select(place => (frames[place.Frame], place.Box, place.Linked?.Id))]);
}
