using System.Text.Json;

namespace Sightloop.Platform.Jobs;

/// <summary>The one job shape of the API.</summary>
public sealed record JobView
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Kind { get; init; }
    /// <summary>queued, running, succeeded, failed or cancelled.</summary>
    public required string State { get; init; }
    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }
    public string? Error { get; init; }
    public JsonElement? Result { get; init; }
    /// <summary>What the kind of job tells while it runs (losses, seconds left, items).</summary>
    public JsonElement? Detail { get; init; }
    public JsonElement? Request { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public static JobView From(JobRow row) => new()
    {
        Id = row.Id, ProjectId = row.ProjectId, Kind = row.Kind, State = row.State, Progress = row.Progress, Error = row.Error,
        Result = Parse(row.Result), Detail = Parse(row.Detail), Request = Parse(row.Request), Actor = row.Actor,
        CreatedAt = row.CreatedAt, StartedAt = row.StartedAt, FinishedAt = row.FinishedAt,
    };

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
