namespace Sightloop.Contracts.Projects;

/// <summary>One class of a project. Snapshots, models and messages carry the id; the name is looked up when it is shown.</summary>
public sealed record LabelClass
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    /// <summary>"#rrggbb".</summary>
    public required string Color { get; init; }
    /// <summary>The digit or letter that picks it; null for none.</summary>
    public string? Key { get; init; }
}
