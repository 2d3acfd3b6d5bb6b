using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>Where the next page of the wall begins: the last box of the page before.</summary>
internal sealed record WallCursor(string Sort, double? Place, string? Dice, Guid Id);

/// <summary>Which boxes are asked for.</summary>
/// <param name="Project">Project.</param>
/// <param name="Label">Class; null for all.</param>
/// <param name="Ghosts">The near misses a model did not dare to show, in place of what it proposes and people drew.</param>
/// <param name="State">auto: only what models propose; labeled: only labels of checked images; null: both.</param>
/// <param name="MinScore">Least score of the model; a person's box without one counts as 1.</param>
/// <param name="MaxScore">Highest score.</param>
/// <param name="Holder">A claim: images that are in others are left out; null: they are not.</param>
internal sealed record WallFilter(Guid Project, Guid? Label, bool Ghosts, string? State, double? MinScore, double? MaxScore, Guid? Holder = null)
{
    /// <summary>Images of <c>i</c> that somebody else has in hand.</summary>
    public static string HeldByOthers(Dialect dialect) =>
        $"EXISTS (SELECT 1 FROM claimed_images c WHERE c.image_id = i.id AND c.claim_id <> @Holder AND c.expires_at > {dialect.Now})";

    public string Conditions =>
        "b.project_id = @Project AND b.verdict IS NULL AND NOT i.begun "
        + "AND NOT EXISTS (SELECT 1 FROM certificate_samples s WHERE s.image_id = i.id) AND " + (Ghosts ? "b.tier = 'ghost'" : "(b.tier IS NULL OR b.tier = 'solid')")
        + (Label is null ? "" : " AND b.label_id = @Label") + (State is null ? "" : " AND i.state = @State")
        + (MinScore is null ? "" : " AND COALESCE(b.score, 1) >= @MinScore") + (MaxScore is null ? "" : " AND COALESCE(b.score, 1) <= @MaxScore");
}

/// <summary>Boxes that nobody has given a verdict, sorted for looking at many at a time.</summary>
internal static class WallQuery
{
    /// <summary>
    /// doubt: most doubtful first; score: lowest first; surest: highest first; size: smallest first; random: by the random part of the ids, the same at every look;
    /// neighbours: first what the fewest of the similar images show.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, (string Key, bool Descending)> Sorts = new Dictionary<string, (string, bool)>
    {
        ["doubt"] = ("b.doubt", true),
        ["score"] = ("COALESCE(b.score, 1)", false),
        ["surest"] = ("COALESCE(b.score, 1)", true),
        ["size"] = ("COALESCE(b.width * b.height, 0)", false),
        ["random"] = ("SUBSTR(CAST(b.id AS TEXT), 25)", false),
        ["neighbours"] = ("b.unlike", true),
    };

    private const string Columns = "b.id, b.image_id, i.name, i.width AS image_width, i.height AS image_height, i.state, l.name AS label, b.label_id, b.x, b.y, b.width, b.height, b.origin, b.score, b.doubt";
    private const string Tables = "boxes b JOIN images i ON i.id = b.image_id JOIN labels l ON l.id = b.label_id";

    public static Task<IReadOnlyList<WallRow>> PageAsync(Reader reader, WallFilter filter, string sort, WallCursor? after, int limit)
    {
        var (key, descending) = Sorts[sort];
        var (column, value) = sort == "random" ? ("dice", "@Dice") : ("place", "@Place");
        var (beyond, direction) = descending ? ("<", "DESC") : (">", "ASC");
        return reader.QueryAsync<WallRow>(
            $"""
            SELECT {Columns}, {key} AS {column} FROM {Tables}
            WHERE {filter.Conditions} {(filter.Holder is null ? "" : $"AND NOT {WallFilter.HeldByOthers(reader.Dialect)}")} {(after is null ? "" : $"AND ({key} {beyond} {value} OR ({key} = {value} AND b.id {beyond} @Id))")}
            ORDER BY {key} {direction}, b.id {direction} LIMIT @limit
            """, new { filter.Project, filter.Label, filter.State, filter.MinScore, filter.MaxScore, filter.Holder, limit, after?.Place, after?.Dice, Id = after?.Id ?? Guid.Empty });
    }

    /// <summary>Boxes of the choice on images that somebody else has in hand.</summary>
    public static Task<int> WithOthersAsync(Reader reader, WallFilter filter) => reader.ScalarAsync<int>(
        $"SELECT COUNT(*) FROM boxes b JOIN images i ON i.id = b.image_id WHERE {filter.Conditions} AND {WallFilter.HeldByOthers(reader.Dialect)}", filter);

    /// <summary>One box with its image's bytes' key; null when it is not there any more.</summary>
    public static Task<WallRow?> FindAsync(Reader reader, Guid project, Guid box) => reader.FirstOrDefaultAsync<WallRow>(
        """
        SELECT b.id, b.image_id, i.name, i.object_key, b.label_id, b.x, b.y, b.width, b.height
        FROM boxes b JOIN images i ON i.id = b.image_id WHERE b.id = @box AND b.project_id = @project
        """, new { project, box });

    /// <summary>How many boxes of each class wait for a verdict, and how many have one.</summary>
    public static Task<IReadOnlyList<WallCount>> CountsAsync(Reader reader, Guid project) => reader.QueryAsync<WallCount>(
        """
        SELECT b.label_id,
            SUM(CASE WHEN b.verdict IS NULL AND (b.tier IS NULL OR b.tier = 'solid') THEN 1 ELSE 0 END) AS open,
            SUM(CASE WHEN b.verdict IS NULL AND b.tier = 'solid' THEN 1 ELSE 0 END) AS suggested,
            SUM(CASE WHEN b.verdict IS NOT NULL AND (b.tier IS NULL OR b.tier = 'solid') THEN 1 ELSE 0 END) AS judged,
            SUM(CASE WHEN b.verdict IS NULL AND b.tier = 'ghost' THEN 1 ELSE 0 END) AS near_misses
        FROM boxes b JOIN images i ON i.id = b.image_id WHERE b.project_id = @project AND NOT i.begun GROUP BY b.label_id
        """, new { project });
}
