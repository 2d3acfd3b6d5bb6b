using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Web;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Runs;
using Sightloop.Vision.Evaluation;
using Sightloop.Vision.Models;

namespace Sightloop.Training.Models;

/// <summary>What a model got wrong on the images held back from it, and how it does against another one on the images both were measured on.</summary>
internal static class MistakeEndpoints
{
    private const int DefaultLimit = 60;
    private const int MaxLimit = 500;

    public static void MapMistakes(this IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/api/v1/models/{id:guid}").WithTags("models");
        one.MapGet("/mistakes", ListAsync).WithName("ListMistakes");
        one.MapGet("/comparison", CompareAsync).WithName("CompareModels");
    }

    private static async Task<Results<Ok<Page<Mistake>>, ProblemHttpResult>> ListAsync(
        Guid id, string? kind, string? label, string? actual, int? limit, ModelStore models, Questions questions, CancellationToken cancellation)
    {
        if (kind is not (null or Mistake.FalseAlarm or Mistake.Mixup or Mistake.Missed) || limit is < 1 or > MaxLimit)
        {
            return Problems.BadRequest($"kind must be falseAlarm, mixup or missed, and limit between 1 and {MaxLimit}.");
        }

        if (await models.FindAsync(id, cancellation) is not { } model)
        {
            return ModelEndpoints.Missing(id);
        }

        var found = await questions.AskAsync<FindProject, ProjectFound>(new FindProject(model.ProjectId), cancellation);
        var now = (found.Project?.Labels ?? []).ToDictionary(one => one.Id, one => one.Name);
        var names = model.Classes.Select(one => now.GetValueOrDefault(one.Id) ?? one.Name).ToList();
        var least = Json.Read<ChildResult>(model.Report).Metrics?.Detection?.ConfusionScore;
        var mistakes = (await MeasuredAsync(models, model, cancellation))
            .SelectMany(image => Mistake.Of(image.Key, image.Value, names, least))
            .Where(one => (kind is null || one.Kind == kind) && (label is null || one.Label == label) && (actual is null || one.Actual == actual))
            .OrderBy(one => one.Kind == Mistake.Missed ? one.Score : -one.Score);
        return TypedResults.Ok(new Page<Mistake>([.. mistakes.Take(limit ?? DefaultLimit)], null));
    }

    private static async Task<Results<Ok<ModelComparison>, ProblemHttpResult>> CompareAsync(
        Guid id, Guid with, ModelStore models, CancellationToken cancellation)
    {
        if (await models.FindAsync(id, cancellation) is not { } model)
        {
            return ModelEndpoints.Missing(id);
        }

        if (await models.FindAsync(with, cancellation) is not { } other || other.ProjectId != model.ProjectId || other.Task != model.Task)
        {
            return Problems.BadRequest($"with: this project has no model {with}.");
        }

        var (own, theirs) = (await MeasuredAsync(models, model, cancellation), await MeasuredAsync(models, other, cancellation));
        var shared = own.Keys.Where(theirs.ContainsKey).ToList();
        return TypedResults.Ok(ModelComparison.From(shared.Count == 0 ? null : Compare(model, other, [.. shared.Select(image => (own[image], theirs[image]))])));
    }

    private static PairedDifference Compare(ModelRow model, ModelRow other, List<(HeldOutResult Own, HeldOutResult Theirs)> images)
    {
        // The other's classes by the places they have in this one; what this one does not know is beyond its last.
        var places = model.LabelIds.Index().ToDictionary(one => one.Item, one => one.Index);
        var map = other.LabelIds.Select((label, i) => places.GetValueOrDefault(label, model.LabelIds.Count + i)).ToArray();
        var own = images.Select(image => image.Own.ToEvaluated()).ToList();
        // Labels may have been corrected between the two: today's truth counts for both.
        var theirs = images.Select((image, i) => new EvaluatedImage(
            own[i].GroundTruths, [.. image.Theirs.ToEvaluated().Detections.Select(found => found with { ClassIndex = map[found.ClassIndex] })])).ToList();
        return model.Task == ModelDescription.Classification
            ? PairedBootstrap.OfTop1([.. own.Select(IsRight)], [.. theirs.Select(IsRight)])
            : PairedBootstrap.OfAp50(own, theirs, model.LabelIds.Count + other.LabelIds.Count);
    }

    private static bool IsRight(EvaluatedImage image) => image.Detections is [var found, ..] && found.ClassIndex == image.GroundTruths[0].ClassIndex;

    private static async Task<IReadOnlyDictionary<Guid, HeldOutResult>> MeasuredAsync(ModelStore models, ModelRow model, CancellationToken cancellation)
    {
        var ids = Json.Read<ChildResult>(model.Report).Metrics?.ImageIds ?? [];
        return ids.Zip(await models.ResultsAsync(model, cancellation)).ToDictionary(image => image.First, image => image.Second);
    }
}

/// <summary>One model against another on the images that both were measured on. AP50, or top-1 in classification.</summary>
/// <param name="Images">How many images those are; 0: nothing can be said.</param>
/// <param name="Own">This model's figure on them.</param>
/// <param name="Other">The other's.</param>
/// <param name="Difference">Own minus other.</param>
/// <param name="Low">With 95 % the difference is not below this.</param>
/// <param name="High">Nor above this.</param>
/// <param name="Open">No difference is inside the range: these images cannot tell which is better.</param>
internal sealed record ModelComparison(int Images, double? Own, double? Other, double? Difference, double? Low, double? High, bool Open)
{
    public static ModelComparison From(PairedDifference? found) => found is null
        ? new(0, null, null, null, null, null, true)
        : new(found.Images, found.First, found.Second, found.Difference, found.Low, found.High, found.Open);
}
