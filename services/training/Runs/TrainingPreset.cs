using Sightloop.Contracts.Training;
using Sightloop.Training.Detector.Data;

namespace Sightloop.Training.Runs;

/// <summary>
/// The two trainings a person chooses between. Measured cost and AP: Detector/TRAINING.md.
/// <list type="bullet">
/// <item>quick: suggestions while people go on labelling; ready within 30 seconds of its start.</item>
/// <item>full: as long as the set needs; what is asked for without a preset.</item>
/// </list>
/// </summary>
internal static class TrainingPreset
{
    public const string Quick = "quick";
    public const string Full = "full";

    private const double QuickSeconds = 30;

    /// <summary>The preset's choices where the person made none.</summary>
    public static TrainingOptions Fill(TrainingOptions options) => options is { Preset: Quick, Epochs: null, BudgetSeconds: null }
        ? options with { BudgetSeconds = QuickSeconds }
        : options;

    /// <summary>Side of the smallest input it may choose by the size of the boxes.</summary>
    public static int LeastSize(TrainingOptions options) => options.Preset == Quick ? InputSize.Quick : InputSize.Default;
}
