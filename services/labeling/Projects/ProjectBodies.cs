using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Labels;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Projects;

/// <summary>Body of POST /projects.</summary>
public sealed record NewProject
{
    public string? Name { get; init; }
    public string? Task { get; init; }
    public IReadOnlyList<string?>? Labels { get; init; }
    public ProjectSettings? Settings { get; init; }

    public ProblemHttpResult? Refusal()
    {
        if (Task is not (Project.Detection or Project.Classification))
        {
            return Problems.BadRequest($"task must be '{Project.Detection}' (find things) or '{Project.Classification}' (sort images).");
        }

        return ProjectRules.RefusalOfName(Name)
            ?? (Labels is { Count: > 0 } ? LabelRules.Refusal(Labels) : Problems.BadRequest("A project needs at least one label: name what there is to find, for example labels: [\"raccoon\"]."))
            ?? Settings?.Refusal();
    }
}

/// <summary>Body of PATCH /projects/{p}; what is absent stays.</summary>
public sealed record ProjectPatch
{
    public string? Name { get; init; }
    public SettingsPatch? Settings { get; init; }

    public ProblemHttpResult? Refusal() => Name is null ? null : ProjectRules.RefusalOfName(Name);

    public Project Apply(Project project) => project with { Name = Name?.Trim() ?? project.Name, Settings = Settings?.Apply(project.Settings) ?? project.Settings };
}

/// <summary>Settings to change; what is absent stays.</summary>
public sealed record SettingsPatch
{
    public AutomaticTrainingPatch? AutomaticTraining { get; init; }
    public string? TimeModel { get; init; }

    public ProjectSettings Apply(ProjectSettings settings) => settings with
    {
        AutomaticTraining = AutomaticTraining?.Apply(settings.AutomaticTraining) ?? settings.AutomaticTraining,
        TimeModel = TimeModel ?? settings.TimeModel,
    };
}

/// <inheritdoc cref="SettingsPatch"/>
public sealed record AutomaticTrainingPatch
{
    public bool? Enabled { get; init; }
    public int? QuickFrom { get; init; }
    public bool? Paused { get; init; }
    public int? NewImages { get; init; }
    public int? QuietSeconds { get; init; }
    public bool? AutoLabel { get; init; }

    public AutomaticTraining Apply(AutomaticTraining now) => new()
    {
        Enabled = Enabled ?? now.Enabled, Paused = Paused ?? now.Paused, QuickFrom = QuickFrom ?? now.QuickFrom, NewImages = NewImages ?? now.NewImages,
        QuietSeconds = QuietSeconds ?? now.QuietSeconds,
        AutoLabel = AutoLabel ?? now.AutoLabel,
    };
}

internal static class ProjectRules
{
    private const int MostCharacters = 200;

    public static ProblemHttpResult? RefusalOfName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? Problems.BadRequest($"name is needed: 1 to {MostCharacters} characters.")
        : name.Length > MostCharacters ? Problems.BadRequest($"The name has {name.Length} characters, more than the {MostCharacters} that a project's name may have: shorten it.")
        : null;
}
