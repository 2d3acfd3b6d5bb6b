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

    [GeneratedRegex(@"\b(?:sightloop|http|kestrel|dotnet|messaging)_\w+")]
    private static partial Regex Series();
}
