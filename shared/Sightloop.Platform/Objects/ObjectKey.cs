using System.Buffers;

namespace Sightloop.Platform.Objects;

/// <summary>
/// Keys are segments of <c>A-Z a-z 0-9 - _ .</c> joined by <c>/</c>, at most 512 characters; no segment begins with a
/// dot. Such a key means the same as a path and in a URL, and cannot leave the store's folder.
/// </summary>
public static class ObjectKey
{
    private const int MaximumLength = 512;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <exception cref="ArgumentException">The key breaks the rules above.</exception>
    public static void Check(string key)
    {
        if (key.Length is 0 or > MaximumLength)
        {
            throw new ArgumentException($"An object key has 1 to {MaximumLength} characters, not {key.Length}.", nameof(key));
        }

        foreach (var range in key.AsSpan().Split('/'))
        {
            var segment = key.AsSpan()[range];
            if (segment.IsEmpty || segment[0] == '.' || segment.ContainsAnyExcept(Allowed))
            {
                throw new ArgumentException($"'{key}' is no object key: it needs segments of letters, digits, '-', '_', '.'.", nameof(key));
            }
        }
    }

    /// <summary>A prefix is the beginning of a key; it may be empty or end with a slash.</summary>
    /// <exception cref="ArgumentException">No key can begin with it.</exception>
    public static void CheckPrefix(string prefix)
    {
        if (prefix.Length > 0)
        {
            Check(prefix.EndsWith('/') ? prefix[..^1] : prefix);
        }
    }

    /// <summary>True when the last segment is a SHA-256 in lower-case hex: equal keys then hold equal bytes.</summary>
    public static bool IsContentAddressed(string key)
    {
        var name = key.AsSpan()[(key.LastIndexOf('/') + 1)..];
        return name.Length == 64 && !name.ContainsAnyExcept(LowerHex);
    }
}
