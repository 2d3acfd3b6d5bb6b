using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>Where the next page of the wall begins: the last box of the page before.</summary>
internal sealed record WallCursor(string Sort, double? Place, string? Dice, Guid Id);

/// <summary>Which boxes are asked for.</summary>
/// <param name="Project">Project.</param>
/// <param name="Labels">Classes.</param>
/// <param name="Ghosts">The near misses a model did not dare to show, in place of what it proposes and people drew.</param>
/// <param name="State">auto: only what models propose; labeled: only labels of checked images; null: both.</param>
/// <param name="MinScore">Least score of the model; a person's box without one counts as 1.</param>
/// <param name="MaxScore">Highest score.</param>
/// <param name="Holder">A claim: images that are in others are left out; null: they are not.</param>
internal sealed record WallFilter(Guid Project, IReadOnlyList<Guid> Labels, bool Ghosts, string? State, double? MinScore, double? MaxScore, Guid? Holder = null)
{
    internal const string TierOf = $"COALESCE(b.tier, '{Own}')";
    internal const string Waiting = $"{TierOf} <> 'hidden' AND b.verdict IS NULL";
    internal const string ScoreOf = "COALESCE(b.score, 1)";
    internal const string Own = "own";
    private const double Rounding = 1e-9;

    public bool HasScores => MinScore is not null || MaxScore is not null;

    /// <summary>Of a row <c>b</c> of suggested boxes: how doubtful such scores are, so that the order of doubt begins and ends with them.</summary>
    public string Doubts => HasScores ? "AND b.doubt >= @LeastDoubt AND b.doubt <= @MostDoubt" : "";

    public double LeastDoubt => Math.Min(Doubt.OfBox(Least), Doubt.OfBox(Highest)) - Rounding;

    public double MostDoubt => Least < Doubt.MostAt && Highest > Doubt.MostAt ? double.MaxValue : Math.Max(Doubt.OfBox(Least), Doubt.OfBox(Highest)) + Rounding;

    private double Least => MinScore ?? 0;

    private double Highest => MaxScore ?? 1;

    /// <summary>Images of <c>i</c> that somebody else has in hand.</summary>
    public static string HeldByOthers(Dialect dialect) =>
        $"EXISTS (SELECT 1 FROM claimed_images c WHERE c.image_id = i.id AND c.claim_id <> @Holder AND c.expires_at > {dialect.Now})";

    /// <summary>Of a row <c>b</c> of boxes: the scores asked for.</summary>
    public string Scores => (MinScore is null ? "" : $" AND {ScoreOf} >= @MinScore") + (MaxScore is null ? "" : $" AND {ScoreOf} <= @MaxScore");

    /// <summary>Of a row <c>b</c> of boxes and its image <c>i</c>, without class and tier. But in the order of scores these are in a CASE: no database takes their index or guesses how many there are.</summary>
    public string Conditions(string? order = null) => $"{Waiting} AND NOT i.begun AND NOT EXISTS (SELECT 1 FROM certificate_samples s WHERE s.image_id = i.id)" + (State is null ? "" : " AND i.state = @State")
        + (order == ScoreOf ? Scores : BoxFilter.InCase(Scores));

    /// <summary>What people drew has none: own.</summary>
    public IReadOnlyList<string> TierNames => (Ghosts, State) switch
    {
        (true, _) => [Tiers.Ghost],
        (_, ImageRow.Auto) => [Tiers.Solid],
        (_, ImageRow.Labeled) => [Own],
        _ => [Tiers.Solid, Own],
    };
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
        ["score"] = (WallFilter.ScoreOf, false),
        ["surest"] = (WallFilter.ScoreOf, true),
        ["size"] = ("COALESCE(b.width * b.height, 0)", false),
        ["random"] = ("SUBSTR(CAST(b.id AS TEXT), 25)", false),
        ["neighbours"] = ("b.unlike", true),
    };

    private const string Columns = "b.id, b.image_id, i.name, i.width AS image_width, i.height AS image_height, i.state, l.name AS label, b.label_id, b.x, b.y, b.width, b.height, b.origin, b.score, b.doubt";
    private const string Tables = "boxes b JOIN images i ON i.id = b.image_id JOIN labels l ON l.id = b.label_id";

    /// <summary>
    /// Each class and tier lies in an index in each order: the first of each are read, and of these the first. Where few boxes have such scores they are named instead: an
    /// order of all could pass all others.
    /// </summary>
    public static async Task<IReadOnlyList<WallRow>> PageAsync(Reader reader, WallFilter filter, string sort, WallCursor? after, int limit)
    {
        var rows = new List<WallRow>();
        foreach (var (label, tier) in filter.Labels.SelectMany(_ => filter.TierNames, (label, tier) => (label, tier)))
        {
            var few = await FewAsync(reader, filter, label, tier);
            if (few is [])
            {
                continue;
            }

            rows.AddRange(await reader.QueryAsync<WallRow>(Sql(reader.Dialect, filter, sort, tier, after, areNamed: few is not null), Arguments(filter, label, tier, after, limit, few)));
        }

        var (descending, byId) = (Sorts[sort].Descending, StringComparer.Ordinal);
        return
        [
            .. (descending
                ? rows.OrderByDescending(row => row.Place).ThenByDescending(row => row.Dice, byId).ThenByDescending(row => row.Id.ToString(), byId)
                : rows.OrderBy(row => row.Place).ThenBy(row => row.Dice, byId).ThenBy(row => row.Id.ToString(), byId)).Take(limit),
        ];
    }

    internal static string Sql(Dialect dialect, WallFilter filter, string sort, string tier, WallCursor? after, bool areNamed)
    {
        var (key, descending) = Sorts[sort];
        var isByDoubt = sort == "doubt" && tier != WallFilter.Own;
        var (column, value) = sort == "random" ? ("dice", "@Dice") : ("place", "@Place");
        var (beyond, direction) = descending ? ("<", "DESC") : (">", "ASC");
        return
            $"""
            SELECT {Columns}, {key} AS {column} FROM {Tables}
            WHERE {(areNamed ? "b.id IN @few" : $"b.label_id = @label AND {WallFilter.TierOf} = @tier")} AND {filter.Conditions(key)}
                {(isByDoubt ? filter.Doubts : "")} {(filter.Holder is null ? "" : $"AND NOT {WallFilter.HeldByOthers(dialect)}")} {(after is null ? "" : $"AND ({key}, b.id) {beyond} ({value}, @Id)")}
            ORDER BY {key} {direction}, b.id {direction} LIMIT @limit
            """;
    }

    internal static object Arguments(WallFilter filter, Guid label, string tier, WallCursor? after, int limit, IReadOnlyList<Guid>? few = null) => new
    {
        label, tier, few, filter.State, filter.MinScore, filter.MaxScore, filter.LeastDoubt, filter.MostDoubt, filter.Holder, limit, after?.Place, after?.Dice, Id = after?.Id ?? Guid.Empty,
    };

    private static async Task<IReadOnlyList<Guid>?> FewAsync(Reader reader, WallFilter filter, Guid label, string tier) => filter.HasScores
        ? await BoxFilter.FewBoxesAsync(
            reader, $"b.label_id = @label AND {WallFilter.TierOf} = @tier AND {WallFilter.Waiting}{filter.Scores}", new { label, tier, filter.MinScore, filter.MaxScore })
        : null;

    /// <summary>Boxes of the choice on images that somebody else has in hand.</summary>
    public static Task<int> WithOthersAsync(Reader reader, WallFilter filter) => reader.ScalarAsync<int>(
        $"""
        SELECT COUNT(*) FROM claimed_images held JOIN images i ON i.id = held.image_id JOIN boxes b ON b.image_id = i.id
        WHERE held.claim_id <> @Holder AND held.expires_at > {reader.Dialect.Now} AND i.project_id = @Project AND b.label_id IN @Labels AND {WallFilter.TierOf} IN @TierNames AND {filter.Conditions()}
        """, filter);

    /// <summary>One box with its image's bytes' key; null when it is not there any more.</summary>
    public static Task<WallRow?> FindAsync(Reader reader, Guid project, Guid box) => reader.FirstOrDefaultAsync<WallRow>(
        """
        SELECT b.id, b.image_id, i.name, i.object_key, b.label_id, b.x, b.y, b.width, b.height
        FROM boxes b JOIN images i ON i.id = b.image_id WHERE b.id = @box AND b.project_id = @project
        """, new { project, box });

    /// <summary>How many boxes of each class wait for a verdict, and how many have one.</summary>
    public static async Task<IReadOnlyList<WallCount>> CountsAsync(Reader reader, Guid project)
    {
        // Few images are begun: their boxes are counted apart and taken off, as one index has all that is counted. Classes are named one by one: what a table of few rows
        // amounts to is guessed too low without statistics.
        const string Counted = "b.label_id, b.tier, b.verdict, COUNT(*) AS count";
        const string Shown = "(b.tier IS NULL OR b.tier <> 'hidden')";
        var labels = await reader.QueryAsync<Guid>("SELECT id FROM labels WHERE project_id = @project", new { project });
        var all = await reader.QueryAsync<CountedBoxes>(
            $"SELECT {Counted} FROM boxes b WHERE b.label_id IN @labels AND {Shown} GROUP BY b.label_id, b.tier, b.verdict", new { labels });
        var begun = await reader.QueryAsync<CountedBoxes>(
            $"SELECT {Counted} FROM images i JOIN boxes b ON b.image_id = i.id WHERE i.project_id = @project AND i.begun AND {Shown} GROUP BY b.label_id, b.tier, b.verdict", new { project });
        return
        [
            .. from box in all.Concat(begun.Select(box => box with { Count = -box.Count }))
               group box by box.LabelId into boxes
               select new WallCount
               {
                   LabelId = boxes.Key, Open = Sum(boxes, box => box.Verdict is null && box.Tier is null or Tiers.Solid), Suggested = Sum(boxes, box => box.Verdict is null && box.Tier is Tiers.Solid),
                   Judged = Sum(boxes, box => box.Verdict is not null && box.Tier is null or Tiers.Solid), NearMisses = Sum(boxes, box => box.Verdict is null && box.Tier is Tiers.Ghost),
               },
        ];

        static int Sum(IEnumerable<CountedBoxes> boxes, Func<CountedBoxes, bool> which) => boxes.Where(which).Sum(box => box.Count);
    }

    private sealed record CountedBoxes
    {
        public Guid LabelId { get; init; }
        public string? Tier { get; init; }
        public string? Verdict { get; init; }
        public int Count { get; init; }
    }
}
