using Sightloop.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sightloop.Labeling.Projects;

/// <summary>What people chose for a project.</summary>
public sealed record ProjectSettings
{
    public AutomaticTraining AutomaticTraining { get; init; } = new();

    /// <summary>A, B or C: the seconds per action by which suggestions are shown or hidden and effort is counted.</summary>
    public string TimeModel { get; init; } = "A";

    public ProblemHttpResult? Refusal() => Effort.TimeModel.Find(TimeModel) is null
        ? Problems.BadRequest("settings.timeModel must be A, B or C.")
        : AutomaticTraining.Refusal();
}

/// <summary>When labeling asks for a training by itself.</summary>
public sealed record AutomaticTraining
{
    /// <summary>Off unless asked for: whoever calls the API starts trainings knowingly. The studio turns it on.</summary>
    public bool Enabled { get; init; }

    /// <summary>Somebody holds the next one back until further notice.</summary>
    public bool Paused { get; init; }

    /// <summary>Labelled images at which a quick training starts in the background, and again whenever they have doubled; 0 for none.</summary>
    public int QuickFrom { get; init; } = 10;

    /// <summary>Newly decided images since the last full training.</summary>
    public int NewImages { get; init; } = 12;

    /// <summary>Seconds without a save before it starts.</summary>
    public int QuietSeconds { get; init; } = 60;

    /// <summary>Asks for suggestions when a model is trained, on the next images first; people who label are given images with suggestions.</summary>
    public bool AutoLabel { get; init; } = true;

    public ProblemHttpResult? Refusal() => this switch
    {
        { QuickFrom: < 0 or > 100_000 } => Problems.BadRequest("settings.automaticTraining.quickFrom must be between 0 (no quick trainings) and 100000."),
        { NewImages: < 1 or > 100_000 } => Problems.BadRequest("settings.automaticTraining.newImages must be between 1 and 100000."),
        { QuietSeconds: < 0 or > 86_400 } => Problems.BadRequest("settings.automaticTraining.quietSeconds must be between 0 and 86400 (a day)."),
        _ => null,
    };
}
