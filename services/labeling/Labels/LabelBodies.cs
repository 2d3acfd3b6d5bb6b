using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Labels;

/// <summary>Body of POST and PATCH of a class; what is absent is chosen or stays. An empty key means none.</summary>
public sealed record LabelBody
{
    public string? Name { get; init; }
    public string? Color { get; init; }
    public string? Key { get; init; }

    /// <summary>What is wrong with it in this project; <paramref name="self"/> is the class that is changed.</summary>
    internal ProblemHttpResult? Refusal(Project project, Guid? self = null)
    {
        var others = project.Labels.Where(label => label.Id != self).ToList();
        return (Name is null && self is not null ? null : LabelRules.Refusal([.. others.Select(label => label.Name), Name]) is { } bad ? Explain(others, bad) : null)
            ?? LabelRules.RefusalOfColor(Color) ?? LabelRules.RefusalOfKey(Key)
            ?? (others.FirstOrDefault(label => Key is { Length: > 0 } && string.Equals(label.Key, Key, StringComparison.OrdinalIgnoreCase)) is { } taken
                ? Problems.Conflict($"The key {Key} already picks '{taken.Name}': take another one, or change that first.")
                : null);
    }

    internal Label Apply(Label label) => label with
    {
        Name = Name?.Trim() ?? label.Name, Color = Color ?? label.Color, Key = Key is null ? label.Key : Key.Length == 0 ? null : Key,
    };

    private ProblemHttpResult Explain(List<Label> others, ProblemHttpResult bad) =>
        string.IsNullOrWhiteSpace(Name) ? Problems.BadRequest($"name is needed: 1 to {LabelRules.MaxName} characters.")
        : Name.Length > LabelRules.MaxName ? Problems.BadRequest($"The name has {Name.Length} characters, more than the {LabelRules.MaxName} that a class's name may have: shorten it.")
        : others.Any(label => label.Name == Name.Trim()) ? Problems.Conflict($"This project already has a label '{Name.Trim()}'. To unite two, merge one into the other.")
        : bad;
}

/// <summary>Body of a merge.</summary>
public sealed record MergeBody
{
    /// <summary>Id or name of the class that takes the labels over.</summary>
    public string? Into { get; init; }
}

/// <summary>A class with how often it is used.</summary>
public sealed record LabelView(Guid Id, string Name, string Color, string? Key, int Position, int Annotations, int Images)
{
    internal static LabelView Of(Label label, LabelUse use) => new(label.Id, label.Name, label.Color, label.Key, label.Position, use.Annotations, use.Images);
}
