using Sightloop.Contracts.Images;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Images;

/// <summary>
/// Which images there are. An id that ingest has answered is valid here at once: what is not heard of yet is asked for.
/// </summary>
public sealed class ImageDirectory(LabelingDatabase database, Questions questions)
{
    private const int PageSize = 500;

    /// <summary>Null when there is no such image.</summary>
    /// <exception cref="OwnerSilentException">The image is unknown here and ingest does not answer.</exception>
    public async Task<ImageRow?> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (await database.ReadAsync(reader => ImageStore.FindAsync(reader, id), cancellation) is { } known)
        {
            return known;
        }

        await EnsureAsync([id], cancellation);
        return await database.ReadAsync(reader => ImageStore.FindAsync(reader, id), cancellation);
    }

    /// <summary>Asks ingest for those of these images that are not known here.</summary>
    /// <exception cref="OwnerSilentException">Ingest does not answer.</exception>
    public async Task EnsureAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        foreach (var page in ids.Distinct().Chunk(PageSize))
        {
            var known = await database.ReadAsync(reader => reader.QueryAsync<Guid>(
                "SELECT id FROM images WHERE id IN @page UNION SELECT id FROM image_tombstones WHERE id IN @page", new { page }), cancellation);
            var unknown = page.Except(known).ToArray();
            if (unknown.Length == 0)
            {
                continue;
            }

            var answer = await questions.AskAsync<FindImages, ImagesFound>(new FindImages(unknown), cancellation);
            foreach (var project in answer.Images.GroupBy(found => found.ProjectId, found => found.Image))
            {
                await database.WriteAsync(t => ImageStore.AddAsync(t, project.Key, [.. project]), cancellation);
            }
        }
    }

    /// <summary>Afterwards every image is known that ingest had when this was called: before work over all images of a project.</summary>
    /// <exception cref="OwnerSilentException">Ingest does not answer.</exception>
    public async Task CatchUpAsync(Guid project, CancellationToken cancellation)
    {
        var after = await database.ReadAsync(reader => reader.ScalarAsync<long>(
            "SELECT COALESCE(MAX(images_known_to), 0) FROM projects WHERE id = @project", new { project }), cancellation);
        IReadOnlyList<ImageRecord> page;
        do
        {
            page = (await questions.AskAsync<ListImages, ImagesListed>(new ListImages(project, after, PageSize), cancellation)).Images;
            if (page.Count > 0)
            {
                after = page[^1].Sequence;
                await KeepAsync(project, page, after, cancellation);
            }
        }
        while (page.Count == PageSize);
    }

    private Task KeepAsync(Guid project, IReadOnlyList<ImageRecord> page, long last, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        await ImageStore.AddAsync(t, project, page);
        await t.ExecuteAsync("UPDATE projects SET images_known_to = @last WHERE id = @project AND images_known_to < @last", new { project, last });
    }, cancellation);
}
