using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sightloop.Ingest.Bytes;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Images;

/// <summary>One image: what is known of it, its bytes, its preview, its removal.</summary>
public static class ImageEndpoints
{
    // An image's bytes never change under its id.
    private const string ForEver = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var image = routes.MapGroup("/api/v1/images/{id:guid}").WithTags("images");
        image.MapGet("", GetAsync).WithName("GetImage");
        image.MapDelete("", DeleteAsync).WithName("DeleteImage");
        image.MapGet("/content", ContentAsync).WithName("GetImageContent");
        image.MapGet("/thumbnail", ThumbnailAsync).WithName("GetImageThumbnail");
    }

    private static async Task<Results<Ok<ImageFacts>, ProblemHttpResult>> GetAsync(Guid id, ImageLookup images, CancellationToken cancellation) =>
        await images.ViewAsync(id, cancellation) is { } view ? TypedResults.Ok(view) : Missing(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, HttpContext context, IngestDatabase database, CancellationToken cancellation) =>
        await database.WriteAsync(t => ImageTable.RemoveAsync(t, id, context.Actor()), cancellation) ? TypedResults.NoContent() : Missing(id);

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ContentAsync(
        Guid id, HttpContext context, ImageLookup images, IObjectStore store, CancellationToken cancellation)
    {
        if (await images.FindAsync(id, cancellation) is not { } row)
        {
            return Missing(id);
        }

        context.Response.Headers.CacheControl = ForEver;
        return TypedResults.Stream(await ObjectStream.OpenAsync(store, row.ObjectKey, cancellation), row.MediaType,
            entityTag: new EntityTagHeaderValue($"\"{row.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ThumbnailAsync(
        Guid id, int? width, HttpContext context, ImageLookup images, Previews previews, CancellationToken cancellation)
    {
        if (width is < 1)
        {
            return Problems.BadRequest("width must be at least 1 pixel.");
        }

        if (await images.FindAsync(id, cancellation) is not { } row)
        {
            return Missing(id);
        }

        var kept = previews.WidthFor(width);
        context.Response.Headers.CacheControl = ForEver;
        return TypedResults.Stream(await previews.OpenAsync(row, kept, cancellation), "image/jpeg",
            entityTag: new EntityTagHeaderValue($"\"{row.Sha256}-{kept}\""));
    }

    private static ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no image {id}.");
}
