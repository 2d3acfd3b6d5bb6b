using Sightloop.Platform.Database;

namespace Sightloop.Audit.Certificates;

/// <summary>
/// Labeling tells a population at one moment and the promise is stored at a later one. What is heard in between of an image would find no promise to tell: it is noted for the
/// drawings that are under way, and a drawing whose images changed begins again. What is heard later finds the promise: both sides first take the drawing's row.
/// </summary>
public sealed class Drawings(AuditDatabase database)
{
    /// <summary>Older ones were left behind by a process that died.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    /// <summary>From here on changes are noted: labeling may be asked.</summary>
    public async Task<Drawing> BeginAsync(Guid project, CancellationToken cancellation) => new(database, await database.WriteAsync(async t =>
    {
        var before = t.Now - GivenUp;
        await t.ExecuteAsync("DELETE FROM drawing_changes WHERE drawing_id IN (SELECT id FROM drawings WHERE begun_at < @before)", new { before });
        await t.ExecuteAsync("DELETE FROM drawings WHERE begun_at < @before", new { before });
        var id = Guid.CreateVersion7(t.Now);
        await t.ExecuteAsync("INSERT INTO drawings (id, project_id, begun_at) VALUES (@id, @project, @now)", new { id, project, now = t.Now });
        return id;
    }, cancellation));

    /// <summary>Something happened to these images, or to a run: the first thing that a handler does.</summary>
    public static async Task NoteAsync(Transaction t, Guid project, IEnumerable<Guid> changed)
    {
        var open = await t.QueryAsync<Guid>("UPDATE drawings SET begun_at = begun_at WHERE project_id = @project RETURNING id", new { project });
        if (open.Count > 0)
        {
            await t.ExecuteAsync("INSERT INTO drawing_changes (drawing_id, changed_id) VALUES (@drawing, @id) ON CONFLICT DO NOTHING",
                changed.Order().SelectMany(id => open.Order().Select(drawing => new { drawing, id })).ToList());
        }
    }
}

/// <summary>One of them; disposed, nothing is noted for it any more.</summary>
public sealed class Drawing(AuditDatabase database, Guid id) : IAsyncDisposable
{
    private bool isStored;

    /// <summary>The first thing in the transaction that stores the promise.</summary>
    /// <returns>False when something happened to the population since it began.</returns>
    public async Task<bool> EndAsync(Transaction t, Frozen frozen)
    {
        var changed = (await RemoveAsync(t)).ToHashSet();
        t.AfterCommit(() => isStored = true);
        return !changed.Contains(frozen.RunId) && !frozen.Images.Any(image => changed.Contains(image.ImageId));
    }

    public async ValueTask DisposeAsync()
    {
        if (!isStored)
        {
            await database.WriteAsync(t => RemoveAsync(t), CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Guid>> RemoveAsync(Transaction t)
    {
        await t.ExecuteAsync("DELETE FROM drawings WHERE id = @id", new { id });
        return await t.QueryAsync<Guid>("DELETE FROM drawing_changes WHERE drawing_id = @id RETURNING changed_id", new { id });
    }
}
