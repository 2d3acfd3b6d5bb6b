namespace Sightloop.Contracts.Projects;

/// <summary>A project is gone with everything in it; every service removes what it keeps of it.</summary>
public sealed record ProjectDeleted
{
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
