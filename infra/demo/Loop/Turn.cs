using System.Globalization;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Report;

namespace Sightloop.Demo.Loop;

/// <summary>One turn of the loop over HTTP, from an empty project to a promoted model and an export.</summary>
public sealed class Turn(SightloopClient client, Stages stages, TimeProvider clock)
{
    private readonly Uploading _uploading = new(client, stages, clock);
    private readonly Labelling _labelling = new(client, stages, new SimulatedAnnotator(TimeModel.A), clock);
    private readonly Machine _machine = new(client, stages, clock);
    private readonly Scoring _scoring = new(client, stages);

    public async Task<Figures> RunAsync(Material material, DemoOptions options, CancellationToken cancellation)
    {
        // 1. A project with its images.
        var now = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var task = material.IsClassification ? "classification" : "detection";
        var project = await client.CreateProjectAsync(new NewProject($"Demo: {material.Name}, {now}", task, material.Labels), cancellation);
        var start = clock.GetTimestamp();
        var images = await _uploading.RunAsync(project.Id, material, cancellation);
        var uploadSeconds = clock.GetElapsedTime(start).TotalSeconds;
        var pool = images.ToDictionary(image => image.Id);

        // 2. A person labels some, the first model learns from them.
        var byHand = await _labelling.ByHandAsync(project.Id, pool, options.Labels, cancellation);
        var (first, firstSeconds) = await _machine.TrainAsync($"Train on {byHand.Images} images", project.Id, options, cancellation);

        // 3. It labels more, a person audits them.
        var chosen = pool.Values.Take(options.Auto).ToDictionary(image => image.Id);
        var autoLabel = await _machine.AutoLabelAsync(project.Id, first, [.. chosen.Keys], cancellation);
        var review = await _labelling.AuditAsync(project.Id, chosen, cancellation);

        // 4. The second model learns from all of them; both are scored on images nobody uploaded.
        var all = byHand.Images + review.Images;
        var (second, secondSeconds) = await _machine.TrainAsync($"Train again on {all} images", project.Id, options, cancellation);
        var before = await _scoring.RunAsync("Score the first model", project.Id, first, material, cancellation);
        var after = await _scoring.RunAsync("Score the second model", project.Id, second, material, cancellation);
        var ownBefore = await _machine.OwnMetricAsync(project.Id, first, material.IsClassification, cancellation);
        var ownAfter = await _machine.OwnMetricAsync(project.Id, second, material.IsClassification, cancellation);

        // 5. It is promoted and serves; the labels leave as COCO.
        await client.PromoteAsync(second, cancellation);
        var served = await ServeAsync(project.Id, second, material, images, cancellation);
        var (exportedImages, exportedAnnotations) = await Exporting.CountAsync(client, project.Id, cancellation);
        var expected = byHand.Boxes + chosen.Values.Sum(image => image.Truth.Count);
        if (exportedImages != all || exportedAnnotations != expected)
        {
            throw new DemoException(
                $"The export holds {exportedImages} images and {exportedAnnotations} labels, but {all} images with {expected} labels were saved; look at project {project.Id}.");
        }

        return new Figures
        {
            Data = material.Name,
            Task = task,
            ProjectUrl = new Uri(client.Address, $"p/{project.Id}").ToString(),
            ImagesUploaded = images.Count,
            UploadSeconds = uploadSeconds,
            ByHand = byHand,
            Before = new TrainingFigures(first, byHand.Images, firstSeconds, ownBefore, before),
            AutoLabel = autoLabel,
            Review = review,
            After = new TrainingFigures(second, all, secondSeconds, ownAfter, after),
            ImagesKeptBack = material.KeptBack.Count,
            PredictMilliseconds = served.Milliseconds,
            ExportedImages = exportedImages,
            ExportedAnnotations = exportedAnnotations,
        };
    }

    /// <summary>Predicts without naming a model: the promoted one must answer.</summary>
    private async Task<Prediction> ServeAsync(
        Guid project, Guid promoted, Material material, IReadOnlyList<PoolImage> images, CancellationToken cancellation)
    {
        var bytes = material.KeptBack is [var still, ..]
            ? await still.Read(cancellation)
            : await client.ContentAsync(images[0].Id, cancellation);
        var prediction = await client.PredictAsync(project, ("one.jpg", bytes), null, 0.3, cancellation);
        return prediction.ModelId == promoted
            ? prediction
            : throw new DemoException($"Model {promoted} was promoted, but predict answered with model {prediction.ModelId}.");
    }
}
