using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Thresholds;

/// <summary>What is shown of a class's suggestions. Scores 0 to 1; null: none at all.</summary>
public sealed record ShownClass(Guid LabelId, string Label, double? SolidFrom, double? GhostFrom);

/// <summary>What is shown of suggestions, and why. Seconds are those of correcting the reviewed images, without opening them.</summary>
public sealed record ShownSuggestions
{
    /// <summary>The model whose suggestions it is about; null while none has suggested anything.</summary>
    public Guid? ModelId { get; init; }
    public required IReadOnlyList<ShownClass> Classes { get; init; }
    /// <summary>True: of boxes of different classes in one place only the best is shown, because the project's labels never overlap so.</summary>
    public required bool AcrossClasses { get; init; }
    /// <summary>A, B or C.</summary>
    public required string TimeModel { get; init; }
    /// <summary>Reviewed images it was picked on; 0: the model's own recommendation.</summary>
    public required int ReviewedImages { get; init; }
    public double? Seconds { get; init; }
    public double? SecondsWithout { get; init; }
}

/// <summary>GET /projects/{p}/thresholds.</summary>
internal static class ThresholdEndpoints
{
    public static void MapThresholds(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/projects/{project:guid}/thresholds", GetAsync).WithTags("suggestions").WithName("GetThresholds");

    private static Task<Results<Ok<ShownSuggestions>, ProblemHttpResult>> GetAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<ShownSuggestions>, ProblemHttpResult>>(async r =>
        {
            if (await ProjectStore.FindAsync(r, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            var rule = await RuleStore.CurrentAsync(r, found);
            return TypedResults.Ok(new ShownSuggestions
            {
                ModelId = rule?.ModelId, AcrossClasses = rule?.AcrossClasses ?? false, TimeModel = rule?.TimeModel ?? found.Settings.TimeModel,
                ReviewedImages = rule?.ReviewedImages ?? 0, Seconds = rule?.Seconds, SecondsWithout = rule?.SecondsWithout,
                Classes = rule is null ? [] : [.. found.Labels.Select(label => (label, of: rule.Of(label.Id)))
                    .Select(x => new ShownClass(x.label.Id, x.label.Name, Score(x.of.Solid), Score(x.of.Ghost)))],
            });
        }, cancellation);

    private static double? Score(double threshold) => threshold > 1 ? null : threshold;
}
