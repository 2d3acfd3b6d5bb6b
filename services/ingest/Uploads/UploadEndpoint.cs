using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Uploads;

/// <summary>POST /projects/{p}/images: many files in one request, checked side by side, committed in one transaction.</summary>
public sealed class UploadEndpoint(
    KnownProjects projects, Spool spool, ImageIntake intake, ByteLedger ledger, Requests<IngestDatabase> requests, IOptions<IngestOptions> options)
{
    private const int FilesUnderWay = 16;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v1/projects/{project:guid}/images", (Guid project, HttpContext context, UploadEndpoint endpoint) => endpoint.PostAsync(project, context))
        .WithTags("images").WithName("UploadImages")
        .WithSummary("Uploads images as multipart/form-data, field `files`, each with its file name.");

    private async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> PostAsync(Guid project, HttpContext context)
    {
        if (!MultipartFiles.TryOpen(context.Request, out var files, out var problem))
        {
            return problem;
        }

        if (!await projects.ExistAsync(project, context.RequestAborted))
        {
            return Problems.NoSuchProject(project);
        }

        var lastSweep = await ledger.LastSweepAsync(context.RequestAborted);
        var (checkedFiles, bodyHash) = await TakeAllAsync(files, context.RequestAborted);
        if (checkedFiles.Length == 0)
        {
            return Problems.BadRequest("There is no file in this request: send images in the multipart field `files`.");
        }

        var images = checkedFiles.Select(file => file.Image).OfType<NewImage>().ToList();
        var rejected = checkedFiles.Where(file => file.Image is null).Select(file => new RejectedFile(file.Name, file.Reason!)).ToList();
        try
        {
            return await requests.WriteAsync<Results<Ok<UploadAnswer>, ProblemHttpResult>>(context, bodyHash, async t =>
                await ImageTable.AddAsync(t, project, images, context.Actor(), lastSweep) is not { } added
                    ? Problems.NoSuchProject(project)
                    : TypedResults.Ok(new UploadAnswer([.. added.Select(View)], rejected)));
        }
        catch (BytesFreedException e)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    /// <summary>Reads one file after the other as they come, while those before are still being checked and stored.</summary>
    private async Task<(CheckedFile[] Files, string BodyHash)> TakeAllAsync(MultipartFiles files, CancellationToken cancellation)
    {
        var taken = new List<Task<CheckedFile>>();
        using var body = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var underWay = new SemaphoreSlim(FilesUnderWay);
        try
        {
            while (await files.NextAsync(cancellation) is { } part)
            {
                var name = FileNames.Clean(part.Name, $"file {taken.Count + 1}");
                await underWay.WaitAsync(cancellation);
                var file = await spool.ReadAsync(part.Content, options.Value.MaxFileBytes, cancellation);
                body.AppendData(Encoding.UTF8.GetBytes($"{name}\0{file.Sha256}\0"));
                taken.Add(TakeOneAsync(name, file));
            }
        }
        catch (Exception e) when (MultipartFiles.IsMalformed(e))
        {
            await Task.WhenAll(taken);
            throw new BadHttpRequestException(MultipartFiles.Malformed, e);
        }
        catch
        {
            await ((Task)Task.WhenAll(taken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return (await Task.WhenAll(taken), Convert.ToHexStringLower(body.GetHashAndReset()));

        async Task<CheckedFile> TakeOneAsync(string name, Spooled file)
        {
            try
            {
                return await intake.TakeAsync(name, file, cancellation);
            }
            finally
            {
                file.Dispose();
                underWay.Release();
            }
        }
    }

    private static UploadedImage View(AddedImage added) =>
        new(added.Id, added.Image.Name, added.Image.Width, added.Image.Height, added.Image.Sha256, added.Duplicate);
}
