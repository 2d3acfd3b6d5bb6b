using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Web;
using Sightloop.Training.Models;

namespace Sightloop.Training.Runs;

/// <summary>Asking for a training, watching it, cancelling it.</summary>
internal static class RunEndpoints
{
    private const double LeastBudget = 15;
    private const double MostBudget = 24 * 3600;

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/projects/{project:guid}/trainings", StartAsync).WithTags("trainings").WithName("StartTraining")
            .WithSummary("Trains a model on the project's labelled images; one training of a project runs at a time.");
        routes.MapJobs<TrainingDatabase>(TrainingRunner.Kind, "trainings", TellCancelled);
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> StartAsync(
        Guid project, HttpContext context, Questions questions, ModelStore models, Jobs<TrainingDatabase> jobs, Requests<TrainingDatabase> requests,
        CancellationToken cancellation, TrainingOptions? options = null)
    {
        options ??= new TrainingOptions();
        if (Refuse(options) is { } refusal)
        {
            return Problems.BadRequest(refusal);
        }

        if (options.BaseModelId is { } parent && (await models.FindAsync(parent, cancellation))?.ProjectId != project)
        {
            return Problems.BadRequest($"baseModelId: this project has no model {parent}.");
        }

        var snapshot = await questions.AskAsync<TakeSnapshot, SnapshotTaken>(new TakeSnapshot(project, context.Actor()), cancellation);
        if (snapshot.ProjectMissing)
        {
            return Problems.NoSuchProject(project);
        }

        if (snapshot is not { SnapshotId: { } id, SnapshotKey: { } key })
        {
            return Problems.Conflict(snapshot.Refusal ?? "There is nothing to train on yet.");
        }

        return await requests.WriteAsync<Results<Accepted<JobView>, ProblemHttpResult>>(context, BodyHash.Of(options), async t =>
        {
            var work = new TrainingWork { SnapshotId = id, SnapshotKey = key, ModelId = Guid.CreateVersion7(t.Now), Images = snapshot.Images, Options = options };
            var job = await jobs.AddAsync(t, Guid.CreateVersion7(t.Now), project, TrainingRunner.Kind, context.Actor(), work);
            return TypedResults.Accepted($"/api/v1/trainings/{job.Id}", JobView.From(job));
        });
    }

    /// <returns>What is wrong with the options and what to send instead; null when nothing is.</returns>
    internal static string? Refuse(TrainingOptions options) => options switch
    {
        { Preset: not (null or TrainingPreset.Quick or TrainingPreset.Full) } => "preset must be quick or full.",
        { Epochs: < 1 or > 10_000 } => "epochs must be between 1 and 10000.",
        { BudgetSeconds: { } budget } when double.IsNaN(budget) || budget is < LeastBudget or > MostBudget =>
            $"budgetSeconds must be between {LeastBudget} and {MostBudget}: starting, exporting and verifying a model take about 8 of them.",
        { ImageSize: { } size } when size % 32 != 0 || size is < 128 or > 1280 => "imageSize must be a multiple of 32 between 128 and 1280.",
        _ => null,
    };

    private static Task TellCancelled(Transaction transaction, JobRow job)
    {
        transaction.Publish(new TrainingFailed
        {
            ProjectId = job.ProjectId, TrainingId = job.Id, SnapshotId = Json.Read<TrainingWork>(job.Request).SnapshotId, Reason = "Cancelled before it began.",
            Cancelled = true, Actor = job.Actor, OccurredAt = transaction.Now,
        });
        return Task.CompletedTask;
    }
}
