using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Uploads;

/// <summary>A multipart request read part by part as it comes, never collected.</summary>
public sealed class MultipartFiles
{
    public const string Malformed = "The body is not well-formed multipart/form-data, or it ended too early: send it again.";

    private const int LongestField = 1000;

    /// <summary>What is read of a photograph at a time; by default 4 KiB.</summary>
    private const int BufferBytes = 64 << 10;

    private const int NoErrorOfTheSystem = unchecked((int)0x80131620);
    private readonly MultipartReader reader;

    private MultipartFiles(MultipartReader reader) => this.reader = reader;

    /// <summary>Fields without a file that came so far.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static bool TryOpen(
        HttpRequest request, [NotNullWhen(true)] out MultipartFiles? files, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (files, problem) = (null, null);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            problem = Problems.UnsupportedMedia("Send the files as multipart/form-data.");
            return false;
        }

        files = new MultipartFiles(new MultipartReader(boundary, request.Body, BufferBytes));
        return true;
    }

    /// <summary>The next file's given name and its bytes, to be read before the next one is asked for; null at the end.</summary>
    /// <remarks>Throws what <see cref="IsMalformed"/> knows when the body ends too early or is not multipart.</remarks>
    public async Task<(string? Name, Stream Content)?> NextAsync(CancellationToken cancellation)
    {
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                // A file all the same, and the reader of the answer must find it: under the name as it was written.
                return (WrittenName(section.ContentDisposition), section.Body);
            }

            var field = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.UnescapeAsQuotedString(disposition.FileName).Value;
            if (name is not null || field is "files" or "file")
            {
                return (name, section.Body);
            }

            Fields[field] = await ReadFieldAsync(section.Body, cancellation);
        }

        return null;
    }

    /// <summary>True for a fault of the body itself, not of the connection or of a disk.</summary>
    public static bool IsMalformed(Exception fault) =>
        fault is not BadHttpRequestException and (InvalidDataException or IOException { HResult: NoErrorOfTheSystem });

    private static string? WrittenName(string? disposition) =>
        disposition?.Split("filename=", 2) is [_, var name] ? name.Trim().Trim('"') : null;

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellation)
    {
        using var text = new StreamReader(body);
        var buffer = new char[LongestField];
        return new string(buffer, 0, await text.ReadBlockAsync(buffer, cancellation));
    }
}
