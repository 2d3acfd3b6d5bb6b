using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling.Exports;

/// <summary>Writes an archive into the object store, to be downloaded in parts. After a crash it begins again: an archive is made in one go.</summary>
public sealed class ExportRunner(LabelingDatabase database, IObjectStore objects, ExportWriter writer) : IJobRunner
{
    public const string Kind = "export";
    private const double Step = 0.02;

    public static string KeyOf(Guid job) => $"exports/{job}.zip";

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var request = run.Request<ExportRequest>();
        var task = await database.ReadAsync(
            r => r.FirstOrDefaultAsync<string>("SELECT task FROM projects WHERE id = @ProjectId", new { run.ProjectId }), cancellation);
        var (format, refusal) = ExportFormats.Find(request.Format, task ?? "");
        if (format is null)
        {
            throw new JobFailedException(task is null ? "The project was deleted." : refusal!);
        }

        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var reported = 0.0;
        var images = await writer.WriteAsync(run.ProjectId, format, request.Images, file, async done =>
        {
            if (done - reported >= Step)
            {
                reported = done;
                await run.ReportAsync(done, null, cancellation);
            }
        }, cancellation);
        file.Position = 0;
        await objects.PutAsync(KeyOf(run.Id), file, file.Length, cancellation);
        return new JobOutcome(new ExportResult($"/api/v1/exports/{run.Id}/content", file.Length, images));
    }
}
