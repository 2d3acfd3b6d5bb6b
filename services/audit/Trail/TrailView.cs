using System.Text.Json;

namespace Sightloop.Audit.Trail;

/// <summary>One entry of the trail as the API shows it.</summary>
public sealed record TrailView
{
    /// <summary>The id of the message that told it.</summary>
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public required string Actor { get; init; }
    public required string Summary { get; init; }
    public JsonElement? Before { get; init; }
    public JsonElement? After { get; init; }
    public required IReadOnlyList<Guid> ImageIds { get; init; }

    public static TrailView From(TrailRow row) => new()
    {
        Id = row.Id, ProjectId = row.ProjectId, At = row.At, Kind = row.Kind, Actor = row.Actor, Summary = row.Summary,
        Before = Parse(row.BeforeState), After = Parse(row.AfterState), ImageIds = row.Images,
    };

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
