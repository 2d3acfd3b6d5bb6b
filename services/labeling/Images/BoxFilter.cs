using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Images;

/// <summary>Which boxes a list is about: the image list, the wall and the review queue read it alike.</summary>
/// <param name="Label">Class; null for all.</param>
/// <param name="MinScore">Least score of the model.</param>
/// <param name="MaxScore">Highest score of the model.</param>
internal sealed record BoxFilter(Guid? Label, double? MinScore, double? MaxScore)
{
    public bool IsOpen => Label is null && MinScore is null && MaxScore is null;

    /// <param name="project">In which project.</param>
    /// <param name="label">Name or id of a class.</param>
    /// <param name="minScore">0 to 1.</param>
    /// <param name="maxScore">0 to 1.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryRead(
        Project project, string? label, double? minScore, double? maxScore, [NotNullWhen(true)] out BoxFilter? filter, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var found = label is null ? null : project.FindLabel(label);
        problem = minScore is double.NaN || maxScore is double.NaN ? Problems.BadRequest("minScore and maxScore must be numbers.")
            : label is not null && found is null ? Problems.BadRequest($"This project has no label '{label}'.")
            : null;
        filter = problem is null ? new BoxFilter(found?.Id, minScore, maxScore) : null;
        return problem is null;
    }
}
