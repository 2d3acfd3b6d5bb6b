namespace Sightloop.Contracts.Images;

/// <summary>An archive or clip was worked through to the end.</summary>
public sealed record ImportCompleted
{
    public required Guid ProjectId { get; init; }
    public required Guid ImportId { get; init; }
    public required string Name { get; init; }
    public required int Imported { get; init; }
    public required int Duplicates { get; init; }
    public required int Rejected { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
