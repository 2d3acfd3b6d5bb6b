using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Similar;

/// <summary>
/// Keeps with each box how unlike it is what similar images show, seconds after anything changed, minutes after very much did: until then a box says what was, a new one
/// nothing. Who reviews is given what matches then: that nobody else has it rests on claims alone. First it follows what changed to
/// the images that are concerned, then compares these, a few at a time. Reading and reckoning hold no lock; what comes of it is written in a short transaction, unless
/// another process was faster with this project, and leaves out images that somebody is changing at this moment.
/// </summary>
internal sealed class Comparing(LabelingDatabase database)
{
    private const int AtOnce = 500;

    /// <summary>Similar images are looked for anew once there are more or fewer to choose from by one in so many.</summary>
    private const int Part = 4;

    public Task<IReadOnlyList<Guid>> ProjectsAsync(CancellationToken cancellation) => database.ReadAsync(r => r.QueryAsync<Guid>(
        """
        SELECT p.id FROM projects p
        WHERE EXISTS (SELECT 1 FROM changed_images c WHERE c.project_id = p.id) OR EXISTS (SELECT 1 FROM uncompared_images u WHERE u.project_id = p.id)
        """), cancellation);

    /// <summary>Follows changes, or, when all are followed, compares some images of a project.</summary>
    /// <returns>True when there is more to do at once.</returns>
    public async Task<bool> StepAsync(Guid project, CancellationToken cancellation)
    {
        var changes = await database.ReadAsync(r => r.QueryAsync<Change>(
            "SELECT id, image_id, looks_new FROM changed_images WHERE project_id = @project ORDER BY id LIMIT @AtOnce", new { project, AtOnce }), cancellation);
        if (changes.Count > 0 && (!await database.WriteAsync(t => FollowAsync(t, project, changes), cancellation) || changes.Count == AtOnce))
        {
            return changes.Count == AtOnce;
        }

        return await database.ReadAsync(r => Comparison.OfDueAsync(r, project, AtOnce), cancellation) is { } comparison
            && await database.WriteAsync(t => KeepAsync(t, comparison), cancellation);
    }

    /// <returns>False for a project that is gone.</returns>
    private static async Task<bool> FollowAsync(Transaction t, Guid project, IReadOnlyList<Change> changes)
    {
        await t.ExecuteAsync("INSERT INTO comparisons (project_id, turn, images) SELECT id, 0, 0 FROM projects WHERE id = @project ON CONFLICT DO NOTHING", new { project });
        if (await t.ExecuteAsync("UPDATE comparisons SET turn = turn + 1 WHERE project_id = @project", new { project }) == 0)
        {
            return false;
        }

        var images = changes.Select(change => change.ImageId).Distinct().ToList();
        await t.ExecuteAsync(
            """
            INSERT INTO uncompared_images (image_id, project_id)
            SELECT id, project_id FROM images WHERE id IN @images AND state <> 'unlabeled' UNION SELECT image_id, @project FROM similar_images WHERE similar_id IN @images
            ON CONFLICT DO NOTHING
            """, new { project, images });

        // Who is not there any more, or looks otherwise, is similar to nobody as it was.
        var anew = images.Except(await MostSimilar.ComparableAsync(t, images)).Union(changes.Where(change => change.LooksNew).Select(change => change.ImageId)).ToList();
        foreach (var some in anew.Union(await t.QueryAsync<Guid>("SELECT image_id FROM similar_images WHERE similar_id IN @anew", new { anew })).Chunk(AtOnce))
        {
            await t.ExecuteAsync("DELETE FROM similar_images WHERE image_id IN @some", new { some });
        }

        await t.ExecuteAsync("DELETE FROM changed_images WHERE id IN @ids", new { ids = changes.Select(change => change.Id).ToList() });
        return true;
    }

    /// <returns>True when there is more to compare at once.</returns>
    private static async Task<bool> KeepAsync(Transaction t, Comparison comparison)
    {
        var isAnew = comparison.Among is { } among && Math.Abs(among - comparison.Begun.Images) > comparison.Begun.Images / Part;
        var (project, turn, images) = (comparison.Project, comparison.Begun.Number, isAnew ? comparison.Among : comparison.Begun.Images);
        if (await t.ExecuteAsync("UPDATE comparisons SET turn = turn + 1, images = @images WHERE project_id = @project AND turn = @turn", new { project, turn, images }) == 0)
        {
            return false;
        }

        if (isAnew)
        {
            await t.ExecuteAsync(
                "INSERT INTO uncompared_images (image_id, project_id) SELECT id, project_id FROM images WHERE project_id = @project AND state <> 'unlabeled' ON CONFLICT DO NOTHING",
                new { project });
            await t.ExecuteAsync("DELETE FROM similar_images WHERE image_id IN (SELECT id FROM images WHERE project_id = @project)", new { project });
            return true;
        }

        // Also an image that was deleted meanwhile: from that change, too, the way leads on to those it is similar to.
        await t.ExecuteAsync(
            "INSERT INTO similar_images (image_id, similar_id) VALUES (@image, @other)",
            comparison.Found.SelectMany(found => found.Value.Select(other => new { image = found.Key, other })).ToList());
        var concerned = comparison.Changed.Select(one => one.ImageId).Distinct().ToList();
        var free = (await t.QueryAsync<Guid>($"SELECT id FROM images WHERE id IN @concerned ORDER BY id {t.Dialect.SkipLocked}", new { concerned })).ToHashSet();
        await t.ExecuteAsync(
            "UPDATE boxes SET unlike = @Share WHERE image_id = @ImageId AND label_id = @LabelId", comparison.Changed.Where(one => free.Contains(one.ImageId)).ToList());
        var done = comparison.Images.Except(concerned.Where(image => !free.Contains(image))).ToList();
        await t.ExecuteAsync("DELETE FROM uncompared_images WHERE image_id IN @done", new { done });
        return done.Count == AtOnce;
    }

    private sealed record Change
    {
        public long Id { get; init; }
        public Guid ImageId { get; init; }
        public bool LooksNew { get; init; }
    }
}
