using Sightloop.Contracts.Projects;
using Sightloop.Labeling.Labels;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Projects;

/// <summary>A project with its classes, as read in one transaction.</summary>
public sealed record Project
{
    public const string Detection = "detection";
    public const string Classification = "classification";

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Task { get; init; }
    public required long Version { get; init; }
    public required ProjectSettings Settings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyList<Label> Labels { get; init; }

    public bool IsClassification => Task == Classification;

    /// <summary>The class of this id or exact name; null when there is none.</summary>
    public Label? FindLabel(string idOrName) =>
        (Guid.TryParse(idOrName, out var id) ? Labels.FirstOrDefault(l => l.Id == id) : null) ?? Labels.FirstOrDefault(l => l.Name == idOrName);

    /// <summary>The event that tells this state.</summary>
    public ProjectChanged ToEvent(string change, Project? before, string actor, DateTimeOffset now) => new()
    {
        ProjectId = Id, Version = Version, Name = Name, Task = Task, Change = change, Actor = actor, OccurredAt = now,
        Labels = [.. Labels.Select(l => new LabelClass { Id = l.Id, Name = l.Name, Color = l.Color, Key = l.Key })],
        Before = before is null ? null : Json.Write(new { before.Name, before.Task, before.Settings, before.Labels }),
    };
}
