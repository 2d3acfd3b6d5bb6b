using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>Boxes whose class their neighbours do not have, the oddest first.</summary>
internal static class OddOnes
{
    public const string Sort = "neighbours";

    /// <summary>The most doubtful boxes are looked at: a wall that comes at once, in a project of any size.</summary>
    private const int MostBoxes = 1000;

    public static async Task<IReadOnlyList<WallRow>> PageAsync(Reader reader, WallFilter filter, WallCursor? after, int limit)
    {
        var boxes = await WallQuery.PageAsync(reader, filter, "doubt", after: null, MostBoxes);
        var neighbourhood = await Neighbourhood.LoadAsync(reader, filter.Project);
        await neighbourhood.LookAsync(boxes.Select(box => box.ImageId));
        return
        [
            .. boxes.Select(box => box with { Place = neighbourhood.WithoutClass(box.ImageId, box.LabelId) })
                .Where(box => after is null || box.Place < after.Place || (box.Place == after.Place && box.Id.CompareTo(after.Id) < 0))
                .OrderByDescending(box => box.Place).ThenByDescending(box => box.Id).Take(limit),
        ];
    }
}
