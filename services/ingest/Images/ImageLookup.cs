using Sightloop.Platform.Database;

namespace Sightloop.Ingest.Images;

/// <summary>Looks images up.</summary>
public sealed class ImageLookup(IngestDatabase database)
{
    public Task<ImageRow?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(r => FindAsync(r, id), cancellation);

    public Task<ImageFacts?> ViewAsync(Guid id, CancellationToken cancellation) => database.ReadAsync<ImageFacts?>(async r =>
    {
        if (await FindAsync(r, id) is not { } row)
        {
            return null;
        }

        var import = row.ImportId is null ? null : await r.FirstOrDefaultAsync<string>("SELECT name FROM imports WHERE id = @ImportId", new { row.ImportId });
        var camera = row.CameraId is null ? null : await r.FirstOrDefaultAsync<string>("SELECT name FROM cameras WHERE id = @CameraId", new { row.CameraId });
        return new ImageFacts
        {
            Id = row.Id, ProjectId = row.ProjectId, Name = row.Name, Width = row.Width, Height = row.Height, Sha256 = row.Sha256,
            MediaType = row.MediaType, Bytes = row.Bytes, Sequence = row.Sequence, IngestedAt = row.IngestedAt,
            Import = import is null ? null : new ImportOfImage(row.ImportId!.Value, import),
            Clip = import is null || row.ClipSeconds is not { } seconds ? null : new ClipOfImage(row.ImportId!.Value, import, seconds, row.ClipFrame),
            Camera = camera is null ? null : new CameraOfImage(row.CameraId!.Value, camera, row.CapturedAt),
        };
    }, cancellation);

    private static Task<ImageRow?> FindAsync(Reader r, Guid id) =>
        r.FirstOrDefaultAsync<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE id = @id", new { id });
}
