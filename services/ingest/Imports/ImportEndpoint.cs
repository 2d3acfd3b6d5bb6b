using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Projects;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Imports;

/// <summary>POST /projects/{p}/imports: an archive or clip is stored, then worked through as a job.</summary>
public sealed class ImportEndpoint(
    IngestDatabase database, KnownProjects projects, Spool spool, IObjectStore store, ByteLedger ledger, Jobs<IngestDatabase> jobs,
    Requests<IngestDatabase> requests, IOptions<IngestOptions> options)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/projects/{project:guid}/imports", (Guid project, HttpContext context, ImportEndpoint endpoint) => endpoint.PostAsync(project, context))
            .WithTags("imports").WithName("StartImport")
            .WithSummary("multipart/form-data with one `file` (zip, tar or film clip) and everySeconds, everyFrames or sceneThreshold, dropSimilar.");
        routes.MapJobs<IngestDatabase>(ImportRunner.Kind, "imports", (t, job) => ImportRunner.TellFailedAsync(t, job, error: null));
    }

    private async Task<Results<Accepted<JobView>, ProblemHttpResult>> PostAsync(Guid project, HttpContext context)
    {
        var cancellation = context.RequestAborted;
        if (!MultipartFiles.TryOpen(context.Request, out var parts, out var problem))
        {
            return problem;
        }

        if (!await projects.ExistAsync(project, cancellation))
        {
            return Problems.NoSuchProject(project);
        }

        Spooled? file = null;
        try
        {
            var name = "";
            while (await parts.NextAsync(cancellation) is { } part)
            {
                if (file is not null)
                {
                    return Problems.BadRequest("Send one archive or clip in each import; images go to the project's images.");
                }

                name = FileNames.Clean(part.Name, "import");
                file = await spool.ReadAsync(part.Content, options.Value.MaxImportBytes, cancellation);
            }

            if (file is null or { Length: 0 })
            {
                return Problems.BadRequest(file is null ? "There is no file in this request: send an archive or clip in the multipart field `file`." : $"{name} is empty (0 bytes): send it again.");
            }

            if (file.TooLong)
            {
                return Problems.TooLarge($"{name} has {file.Length / 1e9:0.#} GB, more than the {options.Value.MaxImportBytes / 1e9:0.#} GB of one import: split it.");
            }

            var (request, fault) = ImportRequest.From(name, await ImportKind.OfAsync(file, cancellation), file.Length, parts.Fields);
            return request is null ? Problems.BadRequest(fault!) : await StoreAsync(project, context, request, file);
        }
        catch (Exception e) when (MultipartFiles.IsMalformed(e))
        {
            throw new BadHttpRequestException(MultipartFiles.Malformed, e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private async Task<Results<Accepted<JobView>, ProblemHttpResult>> StoreAsync(Guid project, HttpContext context, ImportRequest request, Spooled file)
    {
        var id = Guid.CreateVersion7(database.Clock.GetUtcNow());
        var key = request.Kind == ImportRequest.Clip ? $"clips/{file.Sha256}" : $"imports/{id}";
        var lastSweep = await ledger.LastSweepAsync(context.RequestAborted);
        await using (var content = file.OpenRead())
        {
            await store.PutAsync(key, content, file.Length, context.RequestAborted);
        }

        try
        {
            return await requests.WriteAsync<Results<Accepted<JobView>, ProblemHttpResult>>(
                context, BodyHash.Of(new { request, file.Sha256 }), async t =>
                {
                    if (await t.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project AND deleted = @no", new { project, no = false }) == 0)
                    {
                        return Problems.NoSuchProject(project);
                    }

                    await ByteLedger.KeepAsync(t, [new StoredBytes(key, file.Length)], lastSweep);
                    await ImportTable.AddAsync(t, id, project, request.Name, key);
                    var job = await jobs.AddAsync(t, id, project, ImportRunner.Kind, context.Actor(), request);
                    return TypedResults.Accepted($"/api/v1/imports/{id}", JobView.From(job));
                });
        }
        catch (BytesFreedException e)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }
}
