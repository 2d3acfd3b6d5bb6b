namespace Sightloop.Contracts.Projects;

/// <summary>A project was created or changed: its whole state. A lower <see cref="Version"/> than one already known is old news.</summary>
public sealed record ProjectChanged
{
    public required Guid ProjectId { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }
    /// <summary>"detection" or "classification".</summary>
    public required string Task { get; init; }
    public required IReadOnlyList<LabelClass> Labels { get; init; }
    /// <summary>What happened, in a few words for the trail ("created", "label renamed").</summary>
    public required string Change { get; init; }
    /// <summary>The state before as JSON; null for a new project.</summary>
    public string? Before { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
