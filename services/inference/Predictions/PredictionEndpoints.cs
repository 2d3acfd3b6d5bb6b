using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Models;
using Sightloop.Inference.Projects;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Telemetry;
using Sightloop.Platform.Web;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Predictions;

/// <summary>POST /api/v1/projects/{p}/predict.</summary>
internal static class PredictionEndpoints
{
    private const float LowestThreshold = 0.01f;

    /// <summary>Classes shown of a whole image when no threshold is asked for.</summary>
    private const int TopClasses = 5;

    public static void MapPredictions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/projects/{project:guid}/predict", PredictAsync).WithTags("predict").WithName("Predict").DisableAntiforgery();

    private static async Task<Results<Ok<PredictionView>, ProblemHttpResult>> PredictAsync(
        Guid project, float? threshold, Guid? modelId, HttpContext context, ProjectDirectory directory, ModelCatalog catalog, LoadedModels loaded,
        PredictionQueue queue, IOptions<PredictionOptions> options, TimeProvider clock)
    {
        var cancellation = context.RequestAborted;
        if (threshold is { } asked && !(asked is >= LowestThreshold and <= 1))
        {
            return Problems.BadRequest($"threshold must be between {LowestThreshold} and 1.");
        }

        if (await directory.FindAsync(project, cancellation) is not { } about)
        {
            return Problems.NoSuchProject(project);
        }

        var model = modelId is { } id ? await catalog.FindAsync(project, id, cancellation) : await catalog.FindInUseAsync(project, cancellation);
        if (model is null)
        {
            return Problems.NotFound(modelId is null
                ? $"\"{about.Name}\" has no model yet: label some images and start a training (POST /api/v1/projects/{project}/trainings)."
                : $"\"{about.Name}\" has no model {modelId}: GET /api/v1/projects/{project}/models lists those it has.");
        }

        if (!queue.TryEnter(out var place))
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "More predictions are asked for than can be answered at once: try again in a second.");
        }

        using (place)
        {
            var (bytes, name, problem) = await SentImage.ReadAsync(context, options.Value.MaxImageBytes);
            if (problem is not null)
            {
                return problem;
            }

            try
            {
                using var lease = await loaded.RentAsync(model.ModelId, model.OnnxKey, cancellation);
                var start = clock.GetTimestamp();
                var seen = await queue.RunAsync(lease, bytes, name, cancellation);
                Measures.Images("predicted", 1);
                return TypedResults.Ok(new PredictionView
                {
                    ModelId = model.ModelId, Width = seen.Width, Height = seen.Height,
                    Detections = [.. Worth(seen.Findings, model, threshold).Select(finding => View(finding, about, lease.Detector.Description, model))],
                    Milliseconds = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 2),
                });
            }
            catch (ImageRefusedException e)
            {
                return SentImage.Refused(e.Refusal);
            }
            catch (ObjectNotFoundException)
            {
                return Problems.NotFound($"The file of model {model.ModelId} is gone: name another one or train again.");
            }
        }
    }

    private static IEnumerable<Finding> Worth(IReadOnlyList<Finding> findings, ModelTrained model, float? threshold) =>
        threshold is null && model.Task == ModelDescription.Classification
            ? findings.Take(TopClasses)
            : findings.Where(finding => finding.Score >= (threshold ?? ModelThresholds.Of(model, finding.ClassIndex))).Take(FindingLimits.PerImage);

    private static DetectionView View(Finding finding, ProjectChanged project, ModelDescription description, ModelTrained model)
    {
        var label = model.LabelIds[finding.ClassIndex];
        return new DetectionView
        {
            // A class that was deleted since keeps the name the model learnt it by.
            Label = project.Labels.FirstOrDefault(known => known.Id == label)?.Name ?? description.Classes[finding.ClassIndex].Name,
            LabelId = label, Score = finding.Score,
            Box = finding.Box is { } box ? new BoxRecord(box.X, box.Y, box.Width, box.Height) : null,
        };
    }
}
