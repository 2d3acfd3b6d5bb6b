using System.Net;
using System.Text;
using System.Text.Json;

namespace Sightloop.Loop.Tests.Api;

/// <summary>What the product answered.</summary>
public sealed record Answer(string Request, HttpStatusCode Status, string? MediaType, byte[] Bytes, string? ETag, Uri? Location)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Bytes);

    public Guid Id => Json.GetProperty("id").GetGuid();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) => new(
        $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}", response.StatusCode,
        response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(cancellation),
        response.Headers.ETag?.ToString(), response.Headers.Location);

    /// <summary>The answer itself; the test fails when it is no success.</summary>
    public Answer Ok()
    {
        Assert.True(IsSuccess, ToString());
        return this;
    }

    /// <summary>The test fails unless this is a refusal with the status and a sentence that a person can act on.</summary>
    public Answer Refused(params int[] statuses)
    {
        Assert.True(statuses.Contains((int)Status), $"expected {string.Join(" or ", statuses)}: {this}");
        Assert.True(MediaType == "application/problem+json", $"no problem+json: {this}");
        var title = Json.GetProperty("title").GetString();
        Assert.True(title is { Length: >= 15 } && title.Contains(' ', StringComparison.Ordinal), $"no title to act on: {this}");
        return this;
    }

    public override string ToString() => $"{Request} answered {(int)Status} {MediaType}: {(Bytes.Length > 2000 ? $"{Bytes.Length} bytes" : Text)}";
}
