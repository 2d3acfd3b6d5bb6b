using System.Globalization;

namespace Sightloop.Ingest.Imports;

/// <summary>What to import and how; part of the job's view.</summary>
public sealed record ImportRequest
{
    public const string Archive = "archive";
    public const string Clip = "clip";
    public const string Image = "image";

    public required string Name { get; init; }
    /// <summary>"archive", "clip" or "image".</summary>
    public required string Kind { get; init; }
    public required long Bytes { get; init; }
    /// <summary>Clips: a frame every so many seconds. Without any of the three: every second.</summary>
    public double? EverySeconds { get; init; }
    /// <summary>Clips: every n-th frame.</summary>
    public int? EveryFrames { get; init; }
    /// <summary>Clips: a frame where the picture changes by more than this, 0 to 1.</summary>
    public double? SceneThreshold { get; init; }
    /// <summary>Leave out what looks like the one kept before it.</summary>
    public required bool DropSimilar { get; init; }

    /// <summary>Null and the reason when a field makes no sense.</summary>
    public static (ImportRequest? Request, string? Problem) From(
        string name, string kind, long bytes, IReadOnlyDictionary<string, string> fields)
    {
        var request = new ImportRequest { Name = name, Kind = kind, Bytes = bytes, DropSimilar = kind == Clip };
        foreach (var (field, text) in fields.Where(f => f.Value.Length > 0))
        {
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            switch (field.ToUpperInvariant())
            {
                case "EVERYSECONDS" when isNumber && number is > 0 and <= 86_400:
                    request = request with { EverySeconds = number };
                    break;
                case "EVERYFRAMES" when isNumber && number is >= 1 and <= 1_000_000 && number == Math.Floor(number):
                    request = request with { EveryFrames = (int)number };
                    break;
                case "SCENETHRESHOLD" when isNumber && number is > 0 and < 1:
                    request = request with { SceneThreshold = number };
                    break;
                case "DROPSIMILAR" when bool.TryParse(text, out var drop):
                    request = request with { DropSimilar = drop };
                    break;
                case "EVERYSECONDS" or "EVERYFRAMES" or "SCENETHRESHOLD" or "DROPSIMILAR":
                    return (null, $"{field} cannot be '{text}': everySeconds is a number above 0, everyFrames a whole number from 1, "
                        + "sceneThreshold between 0 and 1, dropSimilar true or false.");
            }
        }

        return request is { EverySeconds: not null, EveryFrames: not null } or { EverySeconds: not null, SceneThreshold: not null }
            or { EveryFrames: not null, SceneThreshold: not null }
            ? (null, "Give one of everySeconds, everyFrames and sceneThreshold, not several.")
            : (request, null);
    }
}
