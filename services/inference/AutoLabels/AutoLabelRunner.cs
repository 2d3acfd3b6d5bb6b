using Microsoft.Extensions.Options;
using Sightloop.Inference.Models;
using Sightloop.Inference.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;

namespace Sightloop.Inference.AutoLabels;

/// <summary>
/// Labels a project's undecided images with a model: reading and decoding run ahead, the network works in batches, storing follows behind.
/// Outcomes are stored in the project's order, so a run that was interrupted goes on after the last one stored.
/// </summary>
public sealed class AutoLabelRunner(
    ModelCatalog catalog, LoadedModels loaded, ProjectDirectory directory, UndecidedImages images, AutoLabelResults results, IObjectStore objects,
    InferenceLoad load, IOptions<AutoLabelOptions> options, TimeProvider clock) : IJobRunner
{
    public const string Kind = "autolabel";

    private const int ShownImages = 1000;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        using var busy = load.Enter();
        var work = run.Request<AutoLabelWork>();
        var model = await Patience.AskAsync(token => catalog.FindAsync(run.ProjectId, work.ModelId, token).AsTask(), cancellation)
            ?? throw new JobFailedException($"The project has no model {work.ModelId}.");
        var project = await Patience.AskAsync(token => directory.AskAsync(run.ProjectId, token), cancellation)
            ?? throw new JobFailedException("The project was deleted.");
        using var lease = await RentAsync(model.ModelId, model.OnnxKey, cancellation);

        var batchSize = Math.Clamp(options.Value.BatchSize, 1, OutcomeSaving.ChunkSize);
        var labeling = new BatchLabeling(lease.Detector, new Proposals(model, project, work.Threshold, options.Value), batchSize);
        var before = await results.TallyAsync(run.Id, cancellation);
        var total = before.Done + await images.CountAsync(run.ProjectId, work, before.LastSequence, cancellation);
        await using var saving = new OutcomeSaving(results, run, work.ModelId, before, total, clock);

        var decoded = new DecodedImages(objects, lease.Detector.Description.ImageSize, options.Value)
            .RunAsync(images.ListAsync(run.ProjectId, work, before.LastSequence, cancellation), cancellation);
        var batch = new List<DecodedImages.Decoded>(batchSize);
        await foreach (var image in decoded)
        {
            batch.Add(image);
            if (batch.Count == batchSize)
            {
                await saving.AddAsync(labeling.Label(batch), cancellation);
                batch.Clear();
            }
        }

        await saving.AddAsync(labeling.Label(batch), cancellation);
        await saving.FinishAsync(cancellation);
        return new JobOutcome(
            await ResultAsync(run, work, cancellation), t => AutoLabelResults.SayEndedAsync(t, run.Row, JobState.Succeeded));
    }

    public Task OnEndedAsync(JobRow job, string state, string? error, Transaction transaction) =>
        AutoLabelResults.SayEndedAsync(transaction, job, state, error);

    private async Task<ModelLease> RentAsync(Guid model, string key, CancellationToken cancellation)
    {
        try
        {
            return await Patience.AskAsync(token => loaded.RentAsync(model, key, token), cancellation);
        }
        catch (ObjectNotFoundException)
        {
            throw new JobFailedException($"The file of model {model} is gone: name another one or train again.");
        }
    }

    private async Task<AutoLabelResult> ResultAsync(JobRun run, AutoLabelWork work, CancellationToken cancellation)
    {
        var tally = await results.TallyAsync(run.Id, cancellation);
        var rows = (await results.ListAsync(run.Id, 0, work.ImageIds?.Count ?? ShownImages, cancellation)).Select(row => row.View()).ToList();
        var done = rows.Select(row => row.ImageId).ToHashSet();
        var skipped = (work.ImageIds ?? []).Distinct().Where(id => !done.Contains(id))
            .Select(id => new LabeledImage { ImageId = id, State = "skipped", Boxes = 0 }).ToList();
        return new AutoLabelResult
        {
            ModelId = work.ModelId, Labeled = tally.Labeled, Failed = tally.Failed, Skipped = skipped.Count,
            Images = [.. rows.Concat(skipped).Take(ShownImages)],
        };
    }
}
