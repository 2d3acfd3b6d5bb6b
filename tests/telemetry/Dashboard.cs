using System.Text.Json;
using System.Text.RegularExpressions;
using Sightloop.Testing;

namespace Sightloop.Telemetry.Tests;

/// <summary>infra/grafana.</summary>
internal static partial class Dashboard
{
    public static string File(string name) => Path.Combine(DataSets.Repository(), "infra", "grafana", name);

    /// <summary>Every series that a panel asks for.</summary>
    public static IReadOnlySet<string> Metrics()
    {
        using var dashboard = JsonDocument.Parse(System.IO.File.ReadAllText(File("sightloop.json")));
        var expressions = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!).ToList();
        Assert.All(expressions, expression => Assert.Matches(Series(), expression));
        return expressions.SelectMany(expression => Series().Matches(expression)).Select(match => match.Value).ToHashSet();
    }

    /// <summary>The metrics port that containers are given.</summary>
    public static string ComposeMetricsPort() => MetricsPort().Match(Compose).Groups["port"].Value;

    /// <summary>Our own services in the compose file.</summary>
    public static IReadOnlyList<string> ComposeServices() => [.. Service().Matches(Compose).Select(match => match.Groups["name"].Value)];

    private static string Compose => System.IO.File.ReadAllText(Path.Combine(DataSets.Repository(), "infra", "compose.yml"));

    [GeneratedRegex(@"\b(?:sightloop|http_server|kestrel|dotnet)_\w+")]
    private static partial Regex Series();

    [GeneratedRegex("""Telemetry__MetricsPort: "(?<port>\d+)"\s""")]
    private static partial Regex MetricsPort();

    [GeneratedRegex(@"^  (?<name>[\w-]+):\n    <<: \*service", RegexOptions.Multiline)]
    private static partial Regex Service();
}
