using Sightloop.Contracts.Images;
using Sightloop.Ingest.Bytes;
using Sightloop.Platform.Database;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Ingest.Images;

/// <summary>Adds and removes rows of images together with the events that tell it.</summary>
public static class ImageTable
{
    private const int ImagesInOneMessage = 64;

    /// <summary>
    /// Gives each new image its row and the next sequence number of its project. Bytes that the project has already, or that come twice, get
    /// the first one's id. The answer is in the order of <paramref name="images"/>; null when the project is gone.
    /// </summary>
    /// <exception cref="BytesFreedException">See <see cref="ByteLedger.KeepAsync"/>.</exception>
    public static async Task<IReadOnlyList<AddedImage>?> AddAsync(
        Transaction t, Guid projectId, IReadOnlyList<NewImage> images, string actor, long lastSweep)
    {
        if (await LockProjectAsync(t, projectId) is not { } sequence)
        {
            return null;
        }

        // Milliseconds, as the databases keep them, so that event and row say the same.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(t.Now.ToUnixTimeMilliseconds());
        var known = await FindBySha256Async(t, projectId, images);
        var rows = new List<ImageRow>();
        var added = new List<AddedImage>(images.Count);
        foreach (var image in images)
        {
            var isDuplicate = known.TryGetValue(image.Sha256, out var id);
            if (!isDuplicate)
            {
                id = Guid.CreateVersion7(now);
                known.Add(image.Sha256, id);
                rows.Add(Row(image, id, projectId, ++sequence, now));
            }

            added.Add(new AddedImage(id, image, isDuplicate));
        }

        if (rows.Count > 0)
        {
            await ByteLedger.KeepAsync(t, rows.Select(row => new StoredBytes(row.ObjectKey, row.Bytes)), lastSweep);
            await t.ExecuteAsync(
                $"""
                INSERT INTO images ({ImageRow.Columns}) VALUES (@Id, @ProjectId, @Sequence, @Name, @Width, @Height, @Sha256, @MediaType, @Bytes,
                    @PerceptualHash, @ImportId, @ClipSeconds, @ClipCut, @ClipFrame, @CameraId, @CapturedAt, @IngestedAt)
                """, rows);
            await t.ExecuteAsync("UPDATE projects SET last_sequence = @sequence WHERE id = @projectId", new { sequence, projectId });
            t.AfterCommit(() => Measures.Images("ingested", rows.Count));
            foreach (var chunk in rows.Chunk(ImagesInOneMessage))
            {
                t.Publish(new ImagesIngested
                {
                    ProjectId = projectId, Images = [.. chunk.Select(row => row.ToRecord())], Actor = actor, OccurredAt = now,
                });
            }
        }

        return added;
    }

    /// <returns>False when there is no such image.</returns>
    public static async Task<bool> RemoveAsync(Transaction t, Guid imageId, string actor)
    {
        if (await t.FirstOrDefaultAsync<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE id = @imageId", new { imageId }) is not { } row
            || await LockProjectAsync(t, row.ProjectId) is null
            || await t.ExecuteAsync("DELETE FROM images WHERE id = @imageId", new { imageId }) == 0)
        {
            return false;
        }

        await ByteLedger.ReleaseAsync(t, [row.ObjectKey]);
        t.Publish(new ImagesDeleted { ProjectId = row.ProjectId, Images = [new(row.Id, row.Name)], Actor = actor, OccurredAt = t.Now });
        return true;
    }

    /// <summary>One change of a project's images at a time: sequence numbers become visible in order, and duplicates are seen.</summary>
    private static Task<long?> LockProjectAsync(Transaction t, Guid projectId) => t.FirstOrDefaultAsync<long?>(
        "UPDATE projects SET last_sequence = last_sequence WHERE id = @projectId AND deleted = @no RETURNING last_sequence", new { projectId, no = false });

    private static async Task<Dictionary<string, Guid>> FindBySha256Async(Transaction t, Guid projectId, IReadOnlyList<NewImage> images)
    {
        var known = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var chunk in images.Select(image => image.Sha256).Distinct().Chunk(500))
        {
            foreach (var row in await t.QueryAsync<ImageRow>(
                "SELECT id, sha256 FROM images WHERE project_id = @projectId AND sha256 IN @chunk", new { projectId, chunk }))
            {
                known.Add(row.Sha256, row.Id);
            }
        }

        return known;
    }

    private static ImageRow Row(NewImage image, Guid id, Guid projectId, long sequence, DateTimeOffset now) => new()
    {
        Id = id, ProjectId = projectId, Sequence = sequence, Name = image.Name, Width = image.Width, Height = image.Height,
        Sha256 = image.Sha256, MediaType = image.MediaType, Bytes = image.Bytes, PerceptualHash = image.PerceptualHash,
        ImportId = image.ImportId, ClipSeconds = image.ClipSeconds, ClipCut = image.ClipCut, ClipFrame = image.ClipFrame, CameraId = image.CameraId,
        CapturedAt = image.CapturedAt, IngestedAt = now,
    };
}

/// <summary>A new image with the id it got, or the one that its bytes had before.</summary>
public sealed record AddedImage(Guid Id, NewImage Image, bool Duplicate);
