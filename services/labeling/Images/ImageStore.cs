using Sightloop.Contracts.Images;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Images;

/// <summary>Rows of images.</summary>
public static class ImageStore
{
    public static Task<ImageRow?> FindAsync(Reader reader, Guid id) =>
        reader.FirstOrDefaultAsync<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE id = @id", new { id });

    /// <summary>Locks the image's row until the transaction ends: whoever saves labels or proposals does this first.</summary>
    public static Task<ImageRow?> LockAsync(Transaction transaction, Guid id) =>
        transaction.FirstOrDefaultAsync<ImageRow>($"UPDATE images SET revision = revision WHERE id = @id RETURNING {ImageRow.Columns}", new { id });

    /// <summary>Keeps images of a project that exists; those known or deleted already are left as they are.</summary>
    public static async Task AddAsync(Transaction transaction, Guid project, IReadOnlyList<ImageRecord> images)
    {
        // The project's row is the gate between adding and deleting: without it a deletion could slip in between looking and inserting.
        if (await transaction.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project", new { project }) == 0)
        {
            return;
        }

        var ids = images.Select(image => image.Id).ToList();
        var skip = (await transaction.QueryAsync<Guid>(
            "SELECT id FROM image_tombstones WHERE id IN @ids UNION SELECT id FROM images WHERE id IN @ids", new { ids })).ToHashSet();
        var groups = await ImageGroups.LoadAsync(transaction, project);
        await transaction.ExecuteAsync(
            """
            INSERT INTO images (id, project_id, sequence, name, object_key, sha256, width, height, perceptual_hash, import_id, clip_seconds, clip_cut, camera_id,
                ingested_at, state, begun, group_key)
            VALUES (@Id, @project, @Sequence, @Name, @ObjectKey, @Sha256, @Width, @Height, @PerceptualHash, @ImportId, @ClipSeconds, @ClipCut, @CameraId,
                @IngestedAt, 'unlabeled', @begun, @group)
            ON CONFLICT (id) DO NOTHING
            """,
            images.Where(image => !skip.Contains(image.Id)).OrderBy(image => image.Sequence).Select(image => new
            {
                image.Id, project, image.Sequence, image.Name, image.ObjectKey, image.Sha256, image.Width, image.Height, image.PerceptualHash,
                image.ImportId, image.ClipSeconds, image.ClipCut, image.CameraId, image.IngestedAt, begun = false, group = groups.Assign(image),
            }).ToList());
    }

    /// <summary>Removes images with everything that hangs on them and remembers their ids; what people spent on them stays in the ledger.</summary>
    public static async Task RemoveAsync(Transaction transaction, Guid project, IReadOnlyList<Guid> ids)
    {
        await transaction.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project", new { project });
        await ChangedImages.AddAsync(transaction, ids);
        await transaction.ExecuteAsync("DELETE FROM images WHERE id IN @ids", new { ids });
        foreach (var table in (string[])["boxes", "revisions", "proposals", "claimed_images", "certificate_samples", "track_cuts", "doubtful_labels", "known_wrong"])
        {
            await transaction.ExecuteAsync($"DELETE FROM {table} WHERE image_id IN @ids", new { ids });
        }

        await transaction.ExecuteAsync(
            "INSERT INTO image_tombstones (id, deleted_at) VALUES (@id, @now) ON CONFLICT DO NOTHING", ids.Select(id => new { id, now = transaction.Now }).ToList());
    }
}
