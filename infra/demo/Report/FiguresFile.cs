using System.Text.Json;

namespace Sightloop.Demo.Report;

/// <summary>How the figures are written for programs.</summary>
public static class FiguresFile
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
