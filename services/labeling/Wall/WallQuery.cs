using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>Where the next page of the wall begins: the last box of the page before.</summary>
internal sealed record WallCursor(string Sort, double? Place, string? Dice, Guid Id);

/// <summary>
/// Boxes of one class that nobody has given a verdict: what models propose (solid boxes, not ghosts) and what people drew, sorted for looking at many at a time.
/// </summary>
internal static class WallQuery
{
    /// <summary>doubt: most doubtful first; score: lowest first; size: smallest first; random: by the random part of the ids, the same at every look.</summary>
    public static readonly IReadOnlyDictionary<string, (string Key, bool Descending)> Sorts = new Dictionary<string, (string, bool)>
    {
        ["doubt"] = ("b.doubt", true),
        ["score"] = ("COALESCE(b.score, 1)", false),
        ["size"] = ("COALESCE(b.width * b.height, 0)", false),
        ["random"] = ("SUBSTR(CAST(b.id AS TEXT), 25)", false),
    };

    public static Task<IReadOnlyList<WallRow>> PageAsync(Reader reader, Guid project, Guid? label, string sort, WallCursor? after, int limit)
    {
        var (key, descending) = Sorts[sort];
        var (column, value) = sort == "random" ? ("dice", "@Dice") : ("place", "@Place");
        var (beyond, direction) = descending ? ("<", "DESC") : (">", "ASC");
        return reader.QueryAsync<WallRow>(
            $"""
            SELECT b.id, b.image_id, i.name, i.state, l.name AS label, b.label_id, b.x, b.y, b.width, b.height, b.origin, b.score, b.doubt, {key} AS {column}
            FROM boxes b JOIN images i ON i.id = b.image_id JOIN labels l ON l.id = b.label_id
            WHERE b.project_id = @project {(label is null ? "" : "AND b.label_id = @label")} AND b.verdict IS NULL AND (b.tier IS NULL OR b.tier = 'solid')
                AND NOT i.begun {(after is null ? "" : $"AND ({key} {beyond} {value} OR ({key} = {value} AND b.id {beyond} @Id))")}
            ORDER BY {key} {direction}, b.id {direction} LIMIT @limit
            """, new { project, label, limit, after?.Place, after?.Dice, Id = after?.Id ?? Guid.Empty });
    }

    /// <summary>One box with its image's bytes' key; null when it is not there any more.</summary>
    public static Task<WallRow?> FindAsync(Reader reader, Guid project, Guid box) => reader.FirstOrDefaultAsync<WallRow>(
        """
        SELECT b.id, b.image_id, i.name, i.object_key, b.label_id, b.x, b.y, b.width, b.height
        FROM boxes b JOIN images i ON i.id = b.image_id WHERE b.id = @box AND b.project_id = @project
        """, new { project, box });
}
