using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Web;

/// <summary>One page of a list; ask again with `?cursor=` for the next one, null when there is none.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);

/// <summary>Builds pages.</summary>
public static class Page
{
    /// <summary>Of rows fetched with one more than asked for, which tells whether there is a next page.</summary>
    /// <param name="key">What the next page's query starts after.</param>
    public static Page<TView> Of<TRow, TKey, TView>(IReadOnlyList<TRow> rows, int limit, Func<TRow, TKey> key, Func<TRow, TView> view) => new(
        [.. rows.Take(limit).Select(view)],
        rows.Count > limit ? Paging.Write(key(rows[limit - 1])) : null);
}

/// <summary>Reads and writes `?limit=&amp;cursor=`. Cursors are opaque to callers.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 1000;
    private static readonly JsonSerializerOptions Exact = new(Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static string Write<TKey>(TKey key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Json.Write(key)));

    public static bool TryRead<TKey>(
        int? limit, string? cursor, out int take, out TKey? after, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (take, after, problem) = (limit ?? DefaultLimit, default, null);
        if (take is < 1 or > MaxLimit)
        {
            problem = Problems.BadRequest($"limit must be between 1 and {MaxLimit}.");
            return false;
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        try
        {
            after = JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(cursor), Exact) ?? throw new JsonException("null");
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            problem = Problems.BadRequest("This cursor is not one of this list's: leave it out to start at the first page.");
            return false;
        }
    }
}
