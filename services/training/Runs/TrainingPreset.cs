using Sightloop.Contracts.Training;
using Sightloop.Training.Detector.Data;

namespace Sightloop.Training.Runs;

/// <summary>
/// The two trainings a person chooses between. Measured cost and AP: Detector/TRAINING.md.
/// <list type="bullet">
/// <item>quick: suggestions while people go on labelling; ready within 30 seconds of its start, unless the machine is so busy that nothing would be learned in them.</item>
/// <item>full: as long as the set needs; what is asked for without a preset.</item>
/// </list>
/// </summary>
internal static class TrainingPreset
{
    public const string Quick = "quick";
    public const string Full = "full";

    private const double QuickSeconds = 30;

    /// <summary>Half of them warm the learning rate up: a model of fewer has suggested nothing worth a look.</summary>
    private const int QuickSteps = 60;

    /// <summary>The preset's choices where the person made none.</summary>
    public static TrainingOptions Fill(TrainingOptions options) => options is { Preset: Quick, Epochs: null, BudgetSeconds: null }
        ? options with { BudgetSeconds = QuickSeconds }
        : options;

    /// <summary>Only where the preset chose the time: a budget that a person named is kept.</summary>
    public static int LeastSteps(TrainingOptions options) => options is { Preset: Quick, BudgetSeconds: QuickSeconds } ? QuickSteps : 0;

    /// <summary>Side of the smallest input it may choose by the size of the boxes.</summary>
    public static int LeastSize(TrainingOptions options) => options.Preset == Quick ? InputSize.Quick : InputSize.Default;
}
