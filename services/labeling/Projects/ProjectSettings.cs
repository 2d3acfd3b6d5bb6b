using Sightloop.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sightloop.Labeling.Projects;

/// <summary>What people chose for a project.</summary>
public sealed record ProjectSettings
{
    public AutomaticTraining AutomaticTraining { get; init; } = new();
}

/// <summary>When labeling asks for a training by itself.</summary>
public sealed record AutomaticTraining
{
    /// <summary>Off unless asked for: whoever calls the API starts trainings knowingly. The studio turns it on.</summary>
    public bool Enabled { get; init; }

    /// <summary>Newly decided images since the last training.</summary>
    public int NewImages { get; init; } = 12;

    /// <summary>Seconds without a save before it starts.</summary>
    public int QuietSeconds { get; init; } = 60;

    /// <summary>Asks for suggestions on every undecided image when a model is trained.</summary>
    public bool AutoLabel { get; init; } = true;

    public ProblemHttpResult? Refusal() => this switch
    {
        { NewImages: < 1 or > 100_000 } => Problems.BadRequest("settings.automaticTraining.newImages must be between 1 and 100000."),
        { QuietSeconds: < 0 or > 86_400 } => Problems.BadRequest("settings.automaticTraining.quietSeconds must be between 0 and 86400 (a day)."),
        _ => null,
    };
}
