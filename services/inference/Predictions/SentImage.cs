using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sightloop.Platform.Web;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.Predictions;

/// <summary>The image of a request: its body, or the `file` of a form.</summary>
internal static class SentImage
{
    /// <summary>Either the bytes and what people call them, or the answer that says what is wrong.</summary>
    public static async Task<(byte[] Bytes, string Name, ProblemHttpResult? Problem)> ReadAsync(HttpContext context, long maxBytes)
    {
        var request = context.Request;
        if (request.ContentLength > maxBytes)
        {
            return ([], "", TooLarge(maxBytes));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            return request.HasFormContentType ? await ReadFormAsync(request, context.RequestAborted)
                : IsImage(request.ContentType) ? (await ReadAllAsync(request.Body, request.ContentLength, context.RequestAborted), "The image", null)
                : ([], "", Problems.UnsupportedMedia(
                    $"Send the image itself as the body (Content-Type image/jpeg, image/png … or application/octet-stream), or as `file` of a multipart form; not {request.ContentType}."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], "", TooLarge(maxBytes));
        }
        catch (InvalidDataException e)
        {
            return ([], "", Problems.BadRequest($"The form cannot be read: {e.Message}"));
        }
    }

    /// <summary>The answer for an image that is not taken.</summary>
    public static ProblemHttpResult Refused(ImageRefusal refusal) => refusal.Kind switch
    {
        ImageRefusalKind.NotAnImage or ImageRefusalKind.UnsupportedFormat => Problems.UnsupportedMedia(refusal.Reason),
        _ => Problems.Unprocessable(refusal.Reason),
    };

    private static async Task<(byte[] Bytes, string Name, ProblemHttpResult? Problem)> ReadFormAsync(HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        if ((form.Files["file"] ?? (form.Files.Count > 0 ? form.Files[0] : null)) is not { } file)
        {
            return ([], "", Problems.BadRequest("The form has no file: send the image as `file`."));
        }

        await using var stream = file.OpenReadStream();
        return (await ReadAllAsync(stream, file.Length, cancellation), file.FileName, null);
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, long? length, CancellationToken cancellation)
    {
        if (length is { } known)
        {
            var bytes = new byte[known];
            await stream.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }

        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellation);
        return memory.ToArray();
    }

    /// <summary>The format is told by the content; the type only keeps out what certainly is none.</summary>
    private static bool IsImage(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type)
        || type.Type.Equals("image", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult TooLarge(long maxBytes) =>
        Problems.TooLarge($"The image is larger than {maxBytes >> 20} MB: send it smaller; the network sees a few hundred pixels of it anyway.");
}
