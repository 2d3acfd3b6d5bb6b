using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Database;

namespace Sightloop.Ingest.Imports;

/// <summary>A row of the imports table.</summary>
public sealed record ImportRow
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string ObjectKey { get; init; } = "";
    public long Position { get; init; }
    public long Dropped { get; init; }
    public long? LastHash { get; init; }
}

/// <summary>What an import brought, as the job's result.</summary>
/// <param name="Items">Images, in the order of the archive or clip.</param>
/// <param name="Rejected">What was left out, and why.</param>
/// <param name="Duplicates">How many of the items the project had before.</param>
/// <param name="Dropped">Pictures left out because they look like the one before.</param>
public sealed record ImportResult(IReadOnlyList<ImportedImage> Items, IReadOnlyList<RejectedFile> Rejected, int Duplicates, long Dropped);

/// <inheritdoc cref="UploadedImage"/>
/// <param name="Seconds">Frames: from the clip's beginning.</param>
public sealed record ImportedImage(Guid Id, string Name, int Width, int Height, string Sha256, bool Duplicate, double? Seconds);

/// <summary>Rows of imports and of what became of their entries.</summary>
public static class ImportTable
{
    public static Task AddAsync(Transaction t, Guid id, Guid projectId, string name, string objectKey) => t.ExecuteAsync(
        "INSERT INTO imports (id, project_id, name, object_key, holds_bytes) VALUES (@id, @projectId, @name, @objectKey, @yes)",
        new { id, projectId, name, objectKey, yes = true });

    public static Task<ImportRow?> FindAsync(Reader r, Guid id) =>
        r.FirstOrDefaultAsync<ImportRow>("SELECT id, name, object_key, position, dropped, last_hash FROM imports WHERE id = @id", new { id });

    public static Task MoveOnAsync(Transaction t, ImportRow import) => t.ExecuteAsync(
        "UPDATE imports SET position = @Position, dropped = @Dropped, last_hash = @LastHash WHERE id = @Id", import);

    public static Task AddImagesAsync(Transaction t, Guid import, IEnumerable<(long Position, AddedImage Added)> items) => t.ExecuteAsync(
        """
        INSERT INTO import_items (import_id, position, name, image_id, width, height, sha256, duplicate, seconds)
        VALUES (@import, @Position, @Name, @Id, @Width, @Height, @Sha256, @Duplicate, @ClipSeconds)
        """,
        items.Select(i => new
        {
            import, i.Position, i.Added.Image.Name, i.Added.Id, i.Added.Image.Width, i.Added.Image.Height, i.Added.Image.Sha256, i.Added.Duplicate,
            i.Added.Image.ClipSeconds,
        }).ToList());

    public static Task AddRejectedAsync(Transaction t, Guid import, IEnumerable<(long Position, RejectedFile File)> items) => t.ExecuteAsync(
        "INSERT INTO import_items (import_id, position, name, duplicate, reason) VALUES (@import, @Position, @Name, @no, @Reason)",
        items.Select(i => new { import, i.Position, i.File.Name, i.File.Reason, no = false }).ToList());

    public static async Task<ImportResult> ResultAsync(Reader r, Guid id)
    {
        var rows = await r.QueryAsync<ItemRow>(
            "SELECT name, image_id, width, height, sha256, duplicate, seconds, reason FROM import_items WHERE import_id = @id ORDER BY position", new { id });
        var items = rows.Where(row => row.ImageId is not null)
            .Select(row => new ImportedImage(row.ImageId!.Value, row.Name, row.Width, row.Height, row.Sha256, row.Duplicate, row.Seconds)).ToList();
        var rejected = rows.Where(row => row.ImageId is null).Select(row => new RejectedFile(row.Name, row.Reason)).ToList();
        return new ImportResult(items, rejected, items.Count(item => item.Duplicate), (await FindAsync(r, id))?.Dropped ?? 0);
    }

    /// <summary>The archive's or clip's own bytes are not needed any more.</summary>
    public static async Task ReleaseBytesAsync(Transaction t, Guid id)
    {
        if (await t.FirstOrDefaultAsync<string>(
            "UPDATE imports SET holds_bytes = @no WHERE id = @id AND holds_bytes = @yes RETURNING object_key", new { id, yes = true, no = false }) is { } key)
        {
            await ByteLedger.ReleaseAsync(t, [key]);
        }
    }

    private sealed record ItemRow
    {
        public string Name { get; init; } = "";
        public Guid? ImageId { get; init; }
        public int Width { get; init; }
        public int Height { get; init; }
        public string Sha256 { get; init; } = "";
        public bool Duplicate { get; init; }
        public double? Seconds { get; init; }
        public string Reason { get; init; } = "";
    }
}
