using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Doubtful;

/// <summary>A label that is probably wrong, or missing.</summary>
/// <param name="Kind">One of this record's constants.</param>
/// <param name="Doubt">0 to 1.</param>
/// <param name="Label">The label in doubt; null for one that is missing.</param>
/// <param name="Box">Where to look.</param>
/// <param name="SeenLabelId">What the model sees there; null when it sees nothing.</param>
/// <param name="SeenScore">How sure it is.</param>
public sealed record DoubtfulLabel(string Kind, double Doubt, AnnotationRecord? Label, BoxRecord Box, Guid? SeenLabelId, float? SeenScore)
{
    public const string Overlooked = "overlooked";
    public const string BadlyPlaced = "badly placed";
    public const string Swapped = "swapped";
}
