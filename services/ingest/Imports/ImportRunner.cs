using Microsoft.Extensions.Options;
using Sightloop.Contracts.Images;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Vision.Images;

namespace Sightloop.Ingest.Imports;

/// <summary>
/// Works through an archive or clip in batches: check side by side, drop what looks like the picture before it, put the rest, then images, results
/// and the position in one transaction. A restarted import goes on behind the last position that was committed.
/// </summary>
public sealed class ImportRunner(
    IngestDatabase database, ImportSource source, ImageIntake intake, ByteLedger ledger, IOptions<IngestOptions> options) : IJobRunner
{
    public const string Kind = "import";

    private const int BatchSize = 64;
    private static readonly TimeSpan SweepPause = TimeSpan.FromMilliseconds(200);

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var request = run.Request<ImportRequest>();
        var import = await database.ReadAsync(r => ImportTable.FindAsync(r, run.Id), cancellation)
            ?? throw new JobFailedException("The import's project was deleted.");
        var batch = new List<(ImportEntry Entry, Task<CheckedFile>? Check)>(BatchSize);
        try
        {
            await foreach (var entry in source.ReadAsync(request, import.ObjectKey, import.Position, cancellation))
            {
                batch.Add((entry, entry.File is null ? null : intake.CheckAsync(ArchiveNames.Show(entry.Name), entry.File, cancellation)));
                if (batch.Count == BatchSize)
                {
                    import = await SettleAsync(run, request, import, batch, cancellation);
                    await ForgetAsync(batch);
                }
            }

            if (batch.Count > 0)
            {
                await SettleAsync(run, request, import, batch, cancellation);
            }
        }
        finally
        {
            await ForgetAsync(batch);
        }

        var result = await database.ReadAsync(r => ImportTable.ResultAsync(r, run.Id), cancellation);
        return new JobOutcome(result, async t =>
        {
            await ImportTable.ReleaseBytesAsync(t, run.Id);
            t.Publish(new ImportCompleted
            {
                ProjectId = run.ProjectId, ImportId = run.Id, Name = request.Name, Imported = result.Items.Count - result.Duplicates,
                Duplicates = result.Duplicates, Rejected = result.Rejected.Count, Actor = run.Actor, OccurredAt = t.Now,
            });
        });
    }

    public Task OnEndedAsync(JobRow job, string state, string? error, Transaction transaction) => TellFailedAsync(transaction, job, error);

    /// <param name="error">Null: cancelled.</param>
    public static Task TellFailedAsync(Transaction transaction, JobRow job, string? error)
    {
        transaction.Publish(new ImportFailed
        {
            ProjectId = job.ProjectId, ImportId = job.Id, Name = Json.Read<ImportRequest>(job.Request).Name, Reason = error ?? "Cancelled.", Cancelled = error is null,
            Actor = job.Actor, OccurredAt = transaction.Now,
        });
        return ImportTable.ReleaseBytesAsync(transaction, job.Id);
    }

    private async Task<ImportRow> SettleAsync(
        JobRun run, ImportRequest request, ImportRow import, List<(ImportEntry Entry, Task<CheckedFile>? Check)> batch, CancellationToken cancellation)
    {
        var next = import with { Position = import.Position + batch.Count };
        var kept = new List<(long Position, NewImage Image, Spooled File)>();
        var rejected = new List<(long Position, RejectedFile File)>();
        var isCut = false;
        for (var i = 0; i < batch.Count; i++)
        {
            var (entry, check) = batch[i];
            isCut |= entry.IsCut;
            var file = check is null ? null : await check;
            if (file?.Image is not { } image)
            {
                if ((file?.Reason ?? entry.Reason) is { } reason)
                {
                    rejected.Add((import.Position + i, new RejectedFile(entry.Name, reason)));
                }
            }
            else if (request.DropSimilar && next.LastHash is { } last && LookAlike(last, image.PerceptualHash))
            {
                next = next with { Dropped = next.Dropped + 1 };
            }
            else
            {
                next = next with { LastHash = image.PerceptualHash };
                kept.Add((import.Position + i, image with { ImportId = run.Id, ClipSeconds = entry.Seconds, ClipCut = isCut, ClipFrame = entry.Frame }, entry.File!));
                isCut = false;
            }
        }

        while (true)
        {
            try
            {
                var lastSweep = await ledger.LastSweepAsync(cancellation);
                await Task.WhenAll(kept.Select(k => intake.PutAsync(k.File, cancellation)));
                await run.WriteAsync(t => CommitAsync(t, run, next, kept, rejected, batch[^1].Entry.Progress, lastSweep), cancellation);
                return next;
            }
            catch (BytesFreedException)
            {
                await Task.Delay(SweepPause, database.Clock, cancellation);
            }
        }
    }

    private static async Task CommitAsync(
        Transaction t, JobRun run, ImportRow next, List<(long Position, NewImage Image, Spooled File)> kept,
        List<(long Position, RejectedFile File)> rejected, double progress, long lastSweep)
    {
        var added = await ImageTable.AddAsync(t, run.ProjectId, [.. kept.Select(k => k.Image)], run.Actor, lastSweep)
            ?? throw new JobFailedException("The import's project was deleted.");
        await ImportTable.AddImagesAsync(t, run.Id, kept.Zip(added, (k, a) => (k.Position, a)));
        await ImportTable.AddRejectedAsync(t, run.Id, rejected);
        await ImportTable.MoveOnAsync(t, next);
        await run.ReportAsync(t, progress, new { settled = next.Position, dropped = next.Dropped });
    }

    private bool LookAlike(long one, long other) => PerceptualHash.Distance(unchecked((ulong)one), unchecked((ulong)other)) <= options.Value.SimilarBits;

    private static async Task ForgetAsync(List<(ImportEntry Entry, Task<CheckedFile>? Check)> batch)
    {
        foreach (var (entry, check) in batch)
        {
            if (check is not null)
            {
                // The check may still read the file; what it found was told before, or is wanted no more.
                await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            entry.File?.Dispose();
        }

        batch.Clear();
    }
}
