using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Queue;

/// <summary>
/// Reads the queue's candidates. A project may hold 100,000 images, so nothing here sorts whole rows: random order and doubt are taken from an index first, and only
/// the candidates' rows are read.
/// </summary>
internal static class QueueRows
{
    private const int LabeledSample = 256;

    /// <summary>Images in a live claim; nobody else is offered them.</summary>
    public static async Task<HashSet<Guid>> ClaimedAsync(Reader reader, Guid project) => [.. await reader.QueryAsync<Guid>(
        $"""
        SELECT c.image_id FROM claimed_images c JOIN claims k ON k.id = c.claim_id
        WHERE k.project_id = @project AND c.expires_at > {reader.Dialect.Now}
        """, new { project })];

    /// <summary>Undecided images that somebody has begun.</summary>
    public static Task<IReadOnlyList<QueueImage>> BegunAsync(Reader reader, Guid project, int limit) => reader.QueryAsync<QueueImage>(
        $"SELECT {QueueImage.Columns} FROM images i WHERE i.project_id = @project AND i.begun AND i.state <> 'labeled' ORDER BY i.sequence LIMIT @limit",
        new { project, limit });

    /// <summary>
    /// The first images of a state in the project's random order: a fixed pseudo-random number of each image's place of arrival (a square modulo
    /// 2^31 - 1, which both databases compute alike), so the order stays the same while images come and go.
    /// </summary>
    public static async Task<IReadOnlyList<QueueImage>> AtRandomAsync(Reader reader, Guid project, string state, int limit)
    {
        var seed = Seed(project);
        var rows = await reader.QueryAsync<QueueImage>(
            $"""
            SELECT {QueueImage.Columns} FROM images i
            WHERE i.project_id = @project AND i.sequence IN (
                SELECT sequence FROM images WHERE project_id = @project AND state = @state
                ORDER BY ((sequence * 48271 + {seed}) % 2147483647) * ((sequence * 48271 + {seed}) % 2147483647) % 2147483647 LIMIT @limit)
            """, new { project, state, limit });
        return [.. rows.OrderBy(row => Place(row.Sequence, seed))];
    }

    /// <summary>Undecided images in the project's random order, with or without a proposal.</summary>
    public static async Task<IReadOnlyList<Guid>> UndecidedAsync(Reader reader, Guid project, int limit)
    {
        var (waiting, bare) = (await AtRandomAsync(reader, project, "auto", limit), await AtRandomAsync(reader, project, "unlabeled", limit));
        return [.. Merge(project, waiting, bare).Take(limit).Select(row => row.Id)];
    }

    /// <summary>Two parts of the random order as one.</summary>
    public static IEnumerable<QueueImage> Merge(Guid project, IReadOnlyList<QueueImage> some, IReadOnlyList<QueueImage> others)
    {
        var seed = Seed(project);
        return some.Concat(others).OrderBy(row => Place(row.Sequence, seed));
    }

    /// <summary>Of a row <c>i</c> of images: in no live claim.</summary>
    private static string IsFree(Dialect dialect) => $"NOT EXISTS (SELECT 1 FROM claimed_images c WHERE c.image_id = i.id AND c.expires_at > {dialect.Now})";

    /// <summary>Undecided images of an open promise's sample that nobody has in hand, in its random order.</summary>
    public static Task<IReadOnlyList<QueueImage>> SampleAsync(Reader reader, ReviewFilter filter, int limit) => reader.QueryAsync<QueueImage>(
        $"""
        SELECT {QueueImage.Columns} FROM certificate_samples s JOIN images i ON i.id = s.image_id
        WHERE s.project_id = @Project AND {filter.OfImage} AND {IsFree(reader.Dialect)} ORDER BY s.place LIMIT @limit
        """, Arguments(filter, limit));

    /// <summary>The most doubtful proposals first, of those that nobody has in hand.</summary>
    public static Task<IReadOnlyList<QueueImage>> ByDoubtAsync(Reader reader, ReviewFilter filter, int limit) =>
        reader.QueryAsync<QueueImage>(ByDoubtSql(reader.Dialect, filter), Arguments(filter, limit));

    internal static string ByDoubtSql(Dialect dialect, ReviewFilter filter) =>
        $"SELECT {QueueImage.Columns} FROM images i WHERE {filter.OfImage} AND {IsFree(dialect)} ORDER BY i.doubt DESC, i.id DESC LIMIT @limit";

    /// <summary>Those of these images that match.</summary>
    public static async Task<HashSet<Guid>> MatchingAsync(Reader reader, ReviewFilter filter, IReadOnlyList<Guid> images) => [.. await reader.QueryAsync<Guid>(
        $"SELECT i.id FROM images i WHERE i.id IN @images AND {filter.OfImage}", Arguments(filter, images.Count, images))];

    internal static object Arguments(ReviewFilter filter, int limit, IReadOnlyList<Guid>? images = null) =>
        new { filter.Project, filter.Label, filter.MinScore, filter.MaxScore, filter.Among, limit, images };

    /// <summary>Embeddings of labelled images, at most 256 of the latest.</summary>
    public static async Task<IReadOnlyList<float[]>> LabeledAsync(Reader reader, Guid project)
    {
        var stored = await reader.QueryAsync<byte[]>(
            """
            SELECT embedding FROM images WHERE project_id = @project AND state = 'labeled' AND embedding IS NOT NULL
            ORDER BY sequence DESC LIMIT @limit
            """, new { project, limit = LabeledSample });
        return [.. stored.Select(Vectors.FromStored).OfType<float[]>()];
    }

    public static int Seed(Guid project) => (int)(BitConverter.ToUInt32(project.ToByteArray(), 12) % 1_000_003);

    private static long Place(long sequence, int seed)
    {
        var number = ((sequence * 48271) + seed) % int.MaxValue;
        return number * number % int.MaxValue;
    }
}
