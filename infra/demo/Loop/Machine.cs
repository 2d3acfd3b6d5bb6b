using Sightloop.Demo.Api;
using Sightloop.Demo.Report;

namespace Sightloop.Demo.Loop;

/// <summary>The machine's part of the loop: training and auto-labelling, timed from the request to succeeded.</summary>
public sealed class Machine(SightloopClient client, Stages stages, TimeProvider clock)
{
    public Task<(Guid Model, double Seconds)> TrainAsync(string title, Guid project, DemoOptions options, CancellationToken cancellation) =>
        stages.RunAsync(title, async progress =>
        {
            var start = clock.GetTimestamp();
            var handle = await client.TrainAsync(project, options.Budget, options.Seed, cancellation);
            var job = await handle.FollowAsync(byEvents: true, progress, cancellation);
            var model = job.ResultId("modelId")
                ?? throw new DemoException($"Training {job.Id} succeeded without a modelId in its result; look at the product's log.");
            return (model, clock.GetElapsedTime(start).TotalSeconds);
        });

    public Task<AutoLabelFigures> AutoLabelAsync(Guid project, Guid model, IReadOnlyList<Guid> images, CancellationToken cancellation) =>
        stages.RunAsync($"Auto-label {images.Count} images", async progress =>
        {
            var start = clock.GetTimestamp();
            var handle = await client.AutoLabelAsync(project, model, images, cancellation);
            await handle.FollowAsync(byEvents: false, progress, cancellation);
            return new AutoLabelFigures(images.Count, clock.GetElapsedTime(start).TotalSeconds);
        });

    /// <summary>A model's own metric, as the list of models shows it.</summary>
    public async Task<double?> OwnMetricAsync(Guid project, Guid model, bool isClassification, CancellationToken cancellation)
    {
        await foreach (var listed in client.ModelsAsync(project, cancellation))
        {
            if (listed.Id == model)
            {
                return listed.Metric(isClassification ? "top1" : "ap50");
            }
        }
        throw new DemoException($"Model {model} was trained, but the project's list of models does not have it.");
    }
}
