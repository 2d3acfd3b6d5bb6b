using System.Globalization;

namespace Sightloop.Telemetry.Tests;

/// <summary>Prometheus' text form.</summary>
internal static class Exposition
{
    /// <summary>Names of the series that are there.</summary>
    public static HashSet<string> Names(string text) => [.. Lines(text).Select(line => line.Split('{', ' ')[0])];

    /// <summary>The value of the series whose labels contain all of these words; minus one when there is none.</summary>
    public static double Value(string text, string name, params string[] labels) =>
        Lines(text).Where(line => line.Split('{', ' ')[0] == name && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
            .Select(line => line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ') is var parts && parts[0] == name ? parts[1] : parts[0])
            .Select(value => double.Parse(value, CultureInfo.InvariantCulture)).FirstOrDefault(-1);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Length > 0 && line[0] != '#');
}
