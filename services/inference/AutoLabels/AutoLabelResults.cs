using Sightloop.Contracts.AutoLabels;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Inference.AutoLabels;

/// <summary>The rows of auto-label runs: what is done, for ever in order, together with the events that tell it.</summary>
public sealed class AutoLabelResults(InferenceDatabase database)
{
    private const string Ok = "ok";
    private const string Failed = "failed";

    public Task<AutoLabelTally> TallyAsync(Guid job, CancellationToken cancellation) =>
        database.ReadAsync(r => TallyAsync(r, job), cancellation);

    /// <summary>A page of a run's images, in the project's order.</summary>
    public Task<IReadOnlyList<Row>> ListAsync(Guid job, long after, int limit, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<Row>(
            "SELECT sequence, image_id, state, boxes, error FROM autolabel_results WHERE job_id = @job AND sequence > @after ORDER BY sequence LIMIT @limit",
            new { job, after, limit }), cancellation);

    /// <summary>Stores at most 64 outcomes and says them, while the job is still held; again is harmless.</summary>
    /// <param name="run">The job.</param>
    /// <param name="model">The model that made the proposals.</param>
    /// <param name="outcomes">In the project's order, after everything stored before.</param>
    /// <param name="spent">Machine time of these images.</param>
    /// <param name="report">Progress to show with it.</param>
    /// <param name="cancellation">Before the commit.</param>
    public Task SaveAsync(
        JobRun run, Guid model, IReadOnlyList<ImageOutcome> outcomes, TimeSpan spent, (double Progress, object Detail) report, CancellationToken cancellation) =>
        run.WriteAsync(async t =>
        {
            var isOld = await t.ScalarAsync<bool>(
                """
                SELECT EXISTS (SELECT 1 FROM autolabel_results WHERE job_id = @Id AND sequence >= @first)
                    OR EXISTS (SELECT 1 FROM autolabel_undone WHERE job_id = @Id)
                """,
                new { run.Id, first = outcomes[0].Image.Sequence });
            if (isOld)
            {
                return;
            }

            await t.ExecuteAsync(
                """
                INSERT INTO autolabel_results (job_id, sequence, image_id, project_id, state, boxes, error)
                VALUES (@job, @Sequence, @image, @project, @state, @boxes, @Error)
                """,
                outcomes.Select(one => new
                {
                    job = run.Id, one.Image.Sequence, image = one.Image.Id, project = run.ProjectId,
                    state = one.Ok ? Ok : Failed, boxes = one.Boxes.Count(box => box.Tier == "solid"), one.Error,
                }));
            if (outcomes.Any(one => one.Ok))
            {
                Say(t, run, model, [.. outcomes.Where(one => one.Ok).Select(one => new ImageProposal { ImageId = one.Image.Id, Boxes = one.Boxes })], (long)spent.TotalMilliseconds);
            }

            var trace = Tracing.Current;
            t.AfterCommit(() => Tell(run, model, outcomes, trace));
            await run.ReportAsync(t, report.Progress, report.Detail);
        }, cancellation);

    private static void Say(Transaction t, JobRun run, Guid model, IReadOnlyList<ImageProposal> images, long milliseconds)
    {
        var work = run.Request<AutoLabelWork>();
        if (work.Labeled)
        {
            t.Publish(new LabeledImagesScored
            {
                ProjectId = run.ProjectId, AutoLabelId = run.Id, ModelId = model, Images = images, Milliseconds = milliseconds, Actor = run.Actor, OccurredAt = t.Now,
            });
        }
        else
        {
            t.Publish(new ImagesAutoLabeled
            {
                ProjectId = run.ProjectId, AutoLabelId = run.Id, ModelId = model, Threshold = work.Threshold, Milliseconds = milliseconds, Images = images, Actor = run.Actor,
                OccurredAt = t.Now,
            });
        }
    }

    private static void Tell(JobRun run, Guid model, IReadOnlyList<ImageOutcome> outcomes, string? trace)
    {
        Measures.Images("autolabeled", outcomes.Count);
        foreach (var (image, _, _) in outcomes.Where(one => one is { Ok: true, Image.TraceParent: not null }))
        {
            Tracing.Mark("image autolabeled", image.TraceParent!, trace, new("sightloop.image", image.Id), new("sightloop.job", run.Id), new("sightloop.model", model));
        }
    }

    /// <summary>Takes the run's proposals back, once.</summary>
    public async Task UndoAsync(Transaction transaction, JobRow job, string actor)
    {
        var isNew = await transaction.ExecuteAsync(
            "INSERT INTO autolabel_undone (job_id, undone_at) VALUES (@Id, @Now) ON CONFLICT DO NOTHING", new { job.Id, transaction.Now });
        if (isNew == 1)
        {
            transaction.Publish(new AutoLabelUndone { ProjectId = job.ProjectId, AutoLabelId = job.Id, Actor = actor, OccurredAt = transaction.Now });
        }
    }

    /// <summary>Says that the run was cancelled before its end.</summary>
    public static Task SayCancelledAsync(Transaction transaction, JobRow job) => SayEndedAsync(transaction, job, JobState.Cancelled);

    /// <summary>Says that the run has ended.</summary>
    /// <param name="transaction">That of its end.</param>
    /// <param name="job">The run.</param>
    /// <param name="state">As in <see cref="JobState"/>.</param>
    /// <param name="error">Why it failed.</param>
    public static async Task SayEndedAsync(Transaction transaction, JobRow job, string state, string? error = null)
    {
        var tally = await TallyAsync(transaction, job.Id);
        transaction.Publish(new AutoLabelCompleted
        {
            ProjectId = job.ProjectId, AutoLabelId = job.Id, ModelId = Json.Read<AutoLabelWork>(job.Request).ModelId,
            Labeled = tally.Labeled, Failed = tally.Failed, Cancelled = state == JobState.Cancelled, Reason = state == JobState.Failed ? error : null,
            Seconds = job.StartedAt is { } start ? Math.Max(0, (transaction.Now - start).TotalSeconds) : 0,
            Actor = job.Actor, OccurredAt = transaction.Now,
        });
    }

    private static async Task<AutoLabelTally> TallyAsync(Reader reader, Guid job)
    {
        var row = await reader.SingleAsync<Counts>(
            """
            SELECT COUNT(CASE WHEN state = 'ok' THEN 1 END) AS labeled, COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed,
                COALESCE(MAX(sequence), 0) AS last FROM autolabel_results WHERE job_id = @job
            """,
            new { job });
        return new AutoLabelTally((int)row.Labeled, (int)row.Failed, row.Last);
    }

    private sealed record Counts
    {
        public long Labeled { get; init; }
        public long Failed { get; init; }
        public long Last { get; init; }
    }

    /// <summary>A row of autolabel_results.</summary>
    public sealed record Row
    {
        public long Sequence { get; init; }
        public Guid ImageId { get; init; }
        public string State { get; init; } = "";
        public int Boxes { get; init; }
        public string? Error { get; init; }

        public LabeledImage View() => new() { ImageId = ImageId, State = State, Boxes = Boxes, Error = Error };
    }
}
