using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Sightloop.Gateway.Limits;

/// <summary>Text is compressed where the caller takes it; images and archives are already, and server-sent events must not wait in a buffer.</summary>
public static class AnswerCompression
{
    public static void AddAnswerCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options => options.MimeTypes =
            ["application/json", "application/problem+json", "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/wasm"]);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
