using Sightloop.Labeling.Proposals;

namespace Sightloop.Labeling.Thresholds;

/// <summary>From which scores a class's boxes are shown, 0 to 1; <see cref="Never"/> for not at all.</summary>
/// <param name="LabelId">The class.</param>
/// <param name="Solid">From here on a box is shown solid and accepted with the image.</param>
/// <param name="Ghost">From here on a box is shown as a ghost, for one click; below it is hidden.</param>
public sealed record ClassThresholds(Guid LabelId, double Solid, double Ghost)
{
    /// <summary>Above every score.</summary>
    public const double Never = 2;

    public string TierOf(double score) => StandingOf(score) switch { Standing.Solid => Tiers.Solid, Standing.Ghost => Tiers.Ghost, _ => Tiers.Hidden };

    /// <summary>The same as a number, for whoever asks it thousands of times.</summary>
    internal Standing StandingOf(double score) => score >= Solid ? Standing.Solid : score >= Ghost ? Standing.Ghost : Standing.Hidden;
}

/// <summary>How a suggestion is shown.</summary>
internal enum Standing : byte
{
    Hidden,
    Ghost,
    Solid,
}

/// <summary>What of a model's suggestions is shown in a project, and what that was expected to cost on the images reviewed so far.</summary>
public sealed record SuggestionRule
{
    /// <summary>Where neither the model nor a review says anything.</summary>
    public const double DefaultSolid = 0.3;

    /// <summary>Auto-label keeps boxes from this score on.</summary>
    public const double LowestScore = 0.05;

    public required Guid ModelId { get; init; }
    public required IReadOnlyList<ClassThresholds> Classes { get; init; }

    /// <summary>True where labels of different classes never overlap: of boxes of different classes in one place only the best is shown.</summary>
    public required bool AcrossClasses { get; init; }

    /// <summary>Name of the time model whose seconds it minimises.</summary>
    public required string TimeModel { get; init; }

    /// <summary>How many reviewed images of this model it was picked on; 0 when it is the model's own recommendation.</summary>
    public int ReviewedImages { get; init; }

    /// <summary>Seconds of correcting that these images would have cost with it; null while nothing is reviewed.</summary>
    public double? Seconds { get; init; }

    /// <summary>The same images with no suggestion shown at all.</summary>
    public double? SecondsWithout { get; init; }

    /// <summary>False while it is the model's own recommendation, by which its suggestions came already.</summary>
    private bool IsPicked => ReviewedImages >= ThresholdPicker.LeastImages;

    public ClassThresholds Of(Guid label) => Classes.FirstOrDefault(c => c.LabelId == label) ?? new(label, DefaultSolid, LowestScore);

    /// <summary>The boxes with the tiers of this rule; the order stays.</summary>
    public IReadOnlyList<StoredBox> Apply(IReadOnlyList<StoredBox> boxes)
    {
        // One class for a whole image: the best is proposed and the others are beside it, whatever they score.
        if (boxes.Any(box => box.Box is null))
        {
            return boxes;
        }

        var suppressed = Overlaps.Suppressed(AcrossClasses ? boxes : []);
        return [.. boxes.Select(box => box with { Tier = suppressed.Contains(box.Id) ? Tiers.Hidden : IsPicked ? Of(box.LabelId).TierOf(box.Score) : box.Tier })];
    }
}
