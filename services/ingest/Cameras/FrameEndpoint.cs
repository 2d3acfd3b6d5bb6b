using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Cameras;

/// <summary>What became of a frame. The same sequence number always gets the same receipt.</summary>
/// <param name="ImageId">The frame as an image of the project.</param>
/// <param name="Sequence">As the camera counted it.</param>
/// <param name="Duplicate">The project had these very bytes before.</param>
public sealed record FrameReceipt(Guid ImageId, long? Sequence, bool Duplicate);

/// <summary>POST /cameras/{c}/frames: a camera pushes one image.</summary>
public sealed class FrameEndpoint(
    IngestDatabase database, Spool spool, ImageIntake intake, ByteLedger ledger, Requests<IngestDatabase> requests, IOptions<IngestOptions> options)
{
    public static void Map(IEndpointRouteBuilder camera) => camera
        .MapPost("/frames", (Guid id, DateTimeOffset? capturedAt, long? sequence, HttpContext context, FrameEndpoint endpoint) =>
            endpoint.PostAsync(id, capturedAt, sequence, context))
        .WithName("PushFrame").WithSummary("The body is the image; the camera's key comes as `Authorization: Bearer` or `X-Camera-Key`, or an API key with the scope push-frames.");

    public static Task<CameraRow?> FindAsync(IngestDatabase database, Guid id, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<CameraRow>($"SELECT {CameraRow.Columns} FROM cameras WHERE id = @id", new { id }), cancellation);

    private async Task<Results<Accepted<FrameReceipt>, ProblemHttpResult>> PostAsync(
        Guid id, DateTimeOffset? capturedAt, long? sequence, HttpContext context)
    {
        var cancellation = context.RequestAborted;
        if (await FindAsync(database, id, cancellation) is not { } camera)
        {
            return CameraEndpoints.Missing(id);
        }

        if (!context.Has(Scope.PushFrames) && !CameraKey.IsIn(context.Request, camera.KeySha256))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, $"This is not the key of camera {camera.Name}: send it as `X-Camera-Key: KEY` or `Authorization: Bearer KEY`.");
        }

        if (sequence < 0)
        {
            return Problems.BadRequest("sequence must not be negative: count from 0, or leave it out.");
        }

        var lastSweep = await ledger.LastSweepAsync(cancellation);
        var name = FileNames.Clean($"{camera.Name}-{(sequence is null ? $"{capturedAt ?? database.Clock.GetUtcNow():yyyyMMdd'T'HHmmss.fff}" : $"{sequence:D8}")}", "frame");
        using var file = await spool.ReadAsync(context.Request.Body, options.Value.MaxFileBytes, cancellation);
        if (await database.ReadAsync(r => FindReceiptAsync(r, id, sequence), cancellation) is { } known)
        {
            return Again(known, file.Sha256);
        }

        var frame = await intake.TakeAsync(name, file, cancellation);
        if (frame.Image is null)
        {
            return file.TooLong ? Problems.TooLarge(frame.Reason!) : Problems.Unprocessable(frame.Reason!);
        }

        var image = frame.Image with { Name = name + "." + frame.Image.MediaType.Split('/')[1], CameraId = id, CapturedAt = capturedAt };
        try
        {
            return await requests.WriteAsync<Results<Accepted<FrameReceipt>, ProblemHttpResult>>(context, file.Sha256, async t =>
                await StoreAsync(t, camera, sequence, image, lastSweep) is { } stored ? Again(stored, file.Sha256) : CameraEndpoints.Missing(id));
        }
        catch (BytesFreedException e)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private static async Task<Stored?> StoreAsync(Transaction t, CameraRow camera, long? sequence, NewImage image, long lastSweep)
    {
        // The update locks the camera's row: of two frames with one number the second finds the first one's receipt.
        if (await t.ExecuteAsync("UPDATE cameras SET frames = frames WHERE id = @Id", new { camera.Id }) == 0)
        {
            return null;
        }

        if (await FindReceiptAsync(t, camera.Id, sequence) is { } known)
        {
            return known;
        }

        if (await ImageTable.AddAsync(t, camera.ProjectId, [image], $"camera {camera.Name}", lastSweep) is not [var added])
        {
            return null;
        }

        var receipt = new FrameReceipt(added.Id, sequence, added.Duplicate);
        await t.ExecuteAsync("UPDATE cameras SET frames = frames + 1, duplicates = duplicates + @duplicate, last_frame_at = @now WHERE id = @Id",
            new { camera.Id, duplicate = receipt.Duplicate ? 1 : 0, now = t.Now });
        if (sequence is not null)
        {
            await t.ExecuteAsync(
                "INSERT INTO camera_frames (camera_id, sequence, image_id, duplicate) VALUES (@camera, @Sequence, @ImageId, @Duplicate)",
                new { camera = camera.Id, receipt.Sequence, receipt.ImageId, receipt.Duplicate });
        }

        return new Stored(receipt, image.Sha256);
    }

    private static async Task<Stored?> FindReceiptAsync(Reader r, Guid camera, long? sequence) =>
        sequence is not null && await r.FirstOrDefaultAsync<ReceiptRow>(
            """
            SELECT f.image_id, f.duplicate, i.sha256 FROM camera_frames f LEFT JOIN images i ON i.id = f.image_id
            WHERE f.camera_id = @camera AND f.sequence = @sequence
            """, new { camera, sequence }) is { } row
            ? new Stored(new FrameReceipt(row.ImageId, sequence, row.Duplicate), row.Sha256)
            : null;

    /// <summary>The receipt of a number that was used; a camera that began to count anew must not lose its pictures behind it.</summary>
    private static Results<Accepted<FrameReceipt>, ProblemHttpResult> Again(Stored stored, string sha256) => stored.Sha256 is { } other && other != sha256
        ? Problems.Conflict($"This camera sent another picture with the sequence number {stored.Receipt.Sequence}: count on, or leave the number out. Nothing was stored.")
        : TypedResults.Accepted($"/api/v1/images/{stored.Receipt.ImageId}", stored.Receipt);

    /// <summary>A receipt and the bytes it is for, by their hash; null once the image is deleted.</summary>
    private sealed record Stored(FrameReceipt Receipt, string? Sha256);

    private sealed record ReceiptRow
    {
        public Guid ImageId { get; init; }
        public bool Duplicate { get; init; }
        public string? Sha256 { get; init; }
    }
}
