using Sightloop.Platform.Database;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Labeling.Images;

/// <summary>
/// What happens to an image days after its upload, on other people's requests, is written into the trace of its upload too: one trace tells an image's
/// way from upload to review.
/// </summary>
internal static class ImageJourney
{
    public const string Proposed = "image proposed";
    public const string Labeled = "image labeled";
    public const string Reviewed = "image reviewed";

    /// <summary>Keeps the trace in which images arrived.</summary>
    public static async Task BeginAsync(Transaction transaction, IReadOnlyList<Guid> images)
    {
        if (Tracing.Current is { } trace)
        {
            await transaction.ExecuteAsync("UPDATE images SET trace_parent = @trace WHERE id IN @images AND trace_parent IS NULL", new { trace, images });
        }
    }

    /// <summary>Writes a step into the image's trace once the transaction is committed.</summary>
    public static async Task MarkAsync(Transaction transaction, string step, Guid image)
    {
        if (Tracing.Current is { } trace
            && await transaction.FirstOrDefaultAsync<string>("SELECT trace_parent FROM images WHERE id = @image", new { image }) is { } parent)
        {
            transaction.AfterCommit(() => Tracing.Mark(step, parent, trace, new KeyValuePair<string, object?>("sightloop.image", image)));
        }
    }
}
