using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Questions;

namespace Sightloop.Inference.AutoLabels;

/// <summary>What became of one image of a run.</summary>
public sealed record LabeledImage
{
    public required Guid ImageId { get; init; }
    /// <summary>ok, failed or skipped (a person has decided it, or it is not in the project).</summary>
    public required string State { get; init; }
    /// <summary>Proposed boxes, ghosts included.</summary>
    public required int Boxes { get; init; }
    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>One image as the network left it: proposals, or the reason why there are none.</summary>
public sealed record ImageOutcome(UndecidedImage Image, IReadOnlyList<ProposedBox> Boxes, string? Error)
{
    public bool Ok => Error is null;
}

/// <summary>How far a run is.</summary>
/// <param name="Labeled">Images with proposals, be they none.</param>
/// <param name="Failed">Images that could not be read.</param>
/// <param name="LastSequence">Up to this place in the project's order everything is done.</param>
public sealed record AutoLabelTally(int Labeled, int Failed, long LastSequence)
{
    public int Done => Labeled + Failed;
}

/// <summary>What the job shows when it succeeded.</summary>
public sealed record AutoLabelResult
{
    public required Guid ModelId { get; init; }
    public required int Labeled { get; init; }
    public required int Failed { get; init; }
    public required int Skipped { get; init; }
    /// <summary>The first 1000; GET /api/v1/autolabels/{id}/images lists all.</summary>
    public required IReadOnlyList<LabeledImage> Images { get; init; }
}
