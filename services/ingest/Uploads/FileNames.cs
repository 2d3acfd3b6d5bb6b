namespace Sightloop.Ingest.Uploads;

/// <summary>Names as people gave them, made harmless.</summary>
public static class FileNames
{
    private const int Longest = 200;

    /// <summary>The last part of a path of any system, without control characters, at most 200 characters; <paramref name="fallback"/> if nothing is left.</summary>
    public static string Clean(string? name, string fallback)
    {
        var last = name is null ? "" : name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var printable = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return printable switch
        {
            "" or "." or ".." => fallback,
            { Length: > Longest } => Shorten(printable),
            _ => printable,
        };
    }

    private static string Shorten(string name)
    {
        var extension = Path.GetExtension(name) is { Length: <= 10 } known ? known : "";
        var end = Longest - extension.Length;
        // Never through the middle of a character outside the basic plane.
        return name[..(char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)] + extension;
    }
}
