using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Database;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Wall;

/// <summary>
/// Crops that are known to be wrong, planted among those of a page: a model's boxes that people took away. Rare errors are overlooked (Wolfe, Horowitz and Kenner,
/// "Rare items often missed in visual searches", 2005); who is told now and then what they missed looks closer. A verdict on one changes no image and is counted as nobody's work.
/// </summary>
internal static class PlantedCrops
{
    public const string Found = "found";
    public const string Missed = "missed";
    private const double Share = 0.02;

    /// <summary>A box that was drawn anew at the same place was not wrong, only loose.</summary>
    private const double SamePlace = 0.3;

    private const string Columns =
        """
        k.id, k.image_id, i.name, i.width AS image_width, i.height AS image_height, 'auto' AS state, l.name AS label, k.label_id, k.x, k.y, k.width, k.height,
        'model' AS origin, k.score
        """;

    private const string Tables = "known_wrong k JOIN images i ON i.id = k.image_id JOIN labels l ON l.id = k.label_id";

    /// <summary>Remembers what a person took away of a proposal.</summary>
    public static Task KeepAsync(Transaction t, ImageRow image, IEnumerable<AnnotationRecord> shown, IReadOnlyList<AnnotationRecord> saved) => t.ExecuteAsync(
        "INSERT INTO known_wrong (id, project_id, image_id, label_id, x, y, width, height, score) VALUES (@id, @ProjectId, @image, @LabelId, @X, @Y, @Width, @Height, @Score)",
        shown.Where(box => box is { Origin: StoredAnnotation.Model, Box: not null } && !saved.Any(other => IsThere(box, other)))
            .Select(box => new { id = Guid.CreateVersion7(t.Now), image.ProjectId, image = image.Id, box.LabelId, box.Box!.X, box.Box.Y, box.Box.Width, box.Box.Height, box.Score }).ToList());

    /// <summary>What was taken away of an image's proposal is open again.</summary>
    public static Task ForgetAsync(Transaction t, Guid image) => t.ExecuteAsync("DELETE FROM known_wrong WHERE image_id = @image", new { image });

    /// <summary>One for every fifty boxes of a page, on average, that this person has not met yet.</summary>
    public static async Task<IReadOnlyList<WallBox>> PickAsync(Transaction t, WallFilter filter, int boxes, string actor)
    {
        var count = (int)((boxes * Share) + Dice(Guid.CreateVersion7(t.Now)).NextDouble());
        if (count == 0 || filter.Ghosts || filter.State != ImageRow.Auto)
        {
            return [];
        }

        var rows = await t.QueryAsync<WallRow>(
            $"""
            SELECT {Columns} FROM {Tables} WHERE k.project_id = @Project AND k.label_id IN @Labels
                AND NOT EXISTS (SELECT 1 FROM planted_answers a WHERE a.planted_id = k.id AND a.actor = @actor)
            ORDER BY k.id DESC LIMIT @count
            """, new { filter.Project, filter.Labels, actor, count });
        return [.. rows.Select(row => row.ToView(filter.Project))];
    }

    /// <summary>The page's boxes with the planted ones somewhere among them.</summary>
    public static IReadOnlyList<WallBox> Plant(IReadOnlyList<WallBox> planted, IReadOnlyList<WallBox> boxes, Guid claim)
    {
        var (all, dice) = (boxes.ToList(), Dice(claim));
        foreach (var crop in planted)
        {
            all.Insert(dice.Next(all.Count + 1), crop);
        }

        return all;
    }

    /// <summary>One planted crop with its image's bytes' key.</summary>
    public static Task<WallRow?> FindAsync(Reader reader, Guid project, Guid crop) => reader.FirstOrDefaultAsync<WallRow>(
        $"SELECT {Columns}, i.object_key FROM {Tables} WHERE k.id = @crop AND k.project_id = @project", new { project, crop });

    /// <summary>Those of these boxes that are planted.</summary>
    public static async Task<HashSet<Guid>> AmongAsync(Reader reader, Guid project, IEnumerable<Guid> boxes) =>
        [.. await reader.QueryAsync<Guid>("SELECT id FROM known_wrong WHERE project_id = @project AND id IN @boxes", new { project, boxes = boxes.ToList() })];

    public static async Task<VerdictResult> AnswerAsync(Transaction t, Guid project, Verdict verdict, string actor)
    {
        var isFound = verdict.Word != Verdict.Right;
        await t.ExecuteAsync("DELETE FROM planted_answers WHERE planted_id = @BoxId AND actor = @actor", new { verdict.BoxId, actor });
        if (verdict.Word == Verdict.Open)
        {
            return new VerdictResult(verdict.ImageId, verdict.BoxId, true);
        }

        await t.ExecuteAsync(
            "INSERT INTO planted_answers (planted_id, actor, project_id, found, answered_at) VALUES (@BoxId, @actor, @project, @isFound, @now)",
            new { verdict.BoxId, actor, project, isFound, now = t.Now });
        return new VerdictResult(verdict.ImageId, verdict.BoxId, true, Planted: isFound ? Found : Missed);
    }

    private static Random Dice(Guid seed) => new(seed.GetHashCode());

    private static bool IsThere(AnnotationRecord box, AnnotationRecord saved) => saved.LabelId == box.LabelId && saved.Box is { } now && box.Box is { } then
        && new Box(now.X, now.Y, now.Width, now.Height).ExactIoU(new Box(then.X, then.Y, then.Width, then.Height)) >= SamePlace;
}
