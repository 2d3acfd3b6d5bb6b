using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Images;

/// <summary>Which boxes a list is about: the image list, the wall and the review queue read it alike.</summary>
/// <param name="Label">Class; null for all.</param>
/// <param name="MinScore">Least score of the model.</param>
/// <param name="MaxScore">Highest score of the model.</param>
internal sealed record BoxFilter(Guid? Label, double? MinScore, double? MaxScore)
{
    /// <summary>So few are named: looking for them along an order of all could pass all others.</summary>
    private const int MostNamed = 1000;

    public bool IsOpen => Label is null && MinScore is null && MaxScore is null;

    /// <summary>Of a row <c>b</c> of boxes of the project <c>@Project</c>: a class is of one project alone.</summary>
    public string Conditions => Owner + Scores;

    private string Owner => Label is null ? "b.project_id = @Project" : "b.label_id = @Label";

    /// <summary>The same for reading image by image, with the scores in a CASE: no database takes their index, or takes them for few.</summary>
    public string AlongImages => Owner + InCase(Scores);

    /// <summary>Conditions that begin with AND, or none, in a CASE: no database takes their index or guesses how many rows meet them.</summary>
    public static string InCase(string conditions) => conditions.Length == 0 ? "" : $" AND CASE WHEN TRUE{conditions} THEN 1 END IS NOT NULL";

    private string Scores => (MinScore is null ? "" : " AND b.score >= @MinScore") + (MaxScore is null ? "" : " AND b.score <= @MaxScore");

    /// <returns>The images of boxes that meet the conditions; null where they are many.</returns>
    public static Task<IReadOnlyList<Guid>?> FewImagesAsync(Reader reader, string conditions, object arguments) => FewAsync(reader, "DISTINCT b.image_id", conditions, arguments);

    /// <returns>The boxes that meet the conditions; null where they are many.</returns>
    public static Task<IReadOnlyList<Guid>?> FewBoxesAsync(Reader reader, string conditions, object arguments) => FewAsync(reader, "b.id", conditions, arguments);

    private static async Task<IReadOnlyList<Guid>?> FewAsync(Reader reader, string which, string conditions, object arguments)
    {
        var some = await reader.QueryAsync<Guid>($"SELECT {which} FROM boxes b WHERE {conditions} LIMIT {MostNamed + 1}", arguments);
        return some.Count <= MostNamed ? some : null;
    }

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
