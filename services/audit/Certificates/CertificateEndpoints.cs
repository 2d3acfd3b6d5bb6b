using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;

namespace Sightloop.Audit.Certificates;

/// <summary>Promises about auto-labelled images: ask, look, accept the rest, take back, take away.</summary>
public static class CertificateEndpoints
{
    /// <summary>Times that a population is told again because people decided on it meanwhile.</summary>
    private const int Tries = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/api/v1/projects/{project:guid}/certificates").WithTags("certificates");
        project.MapPost("", AskAsync).WithName("AskForCertificate");
        project.MapGet("", ListAsync).WithName("ListCertificates");
        var one = routes.MapGroup("/api/v1/certificates/{id:guid}").WithTags("certificates");
        one.MapGet("", FindAsync).WithName("GetCertificate");
        one.MapPost("/issue", IssueAsync).WithName("IssueCertificate");
        one.MapPost("/undo", UndoAsync).WithName("UndoCertificate");
        one.MapGet("/document", ExportAsync).WithName("ExportCertificate");
    }

    private static async Task<Results<Created<PromiseView>, ProblemHttpResult>> AskAsync(
        Guid project, PromiseBody? body, HttpContext context, PromiseDrawing freezing, Drawings drawings, Requests<AuditDatabase> requests)
    {
        var asked = body ?? new PromiseBody();
        if (asked.Refusal() is { } wrong)
        {
            return Problems.BadRequest(wrong);
        }

        for (var attempt = 1; ; attempt++)
        {
            await using var drawing = await drawings.BeginAsync(project, context.RequestAborted);
            if (await freezing.FreezeAsync(project, asked, context.RequestAborted) is not { } frozen)
            {
                return Problems.NoSuchProject(project);
            }

            if (frozen.Images.Count == 0)
            {
                return Problems.Conflict("No suggestion waits there that a promise could be about: let a model label first, or name another run or a lower score.");
            }

            var (answer, hasChanged) = await StoreAsync(project, asked, context, drawing, frozen, requests);
            if (!hasChanged || attempt == Tries)
            {
                return answer;
            }
        }
    }

    /// <returns>The promise, or why there is none; true when people decided on some of its images since they were told.</returns>
    private static async Task<(Results<Created<PromiseView>, ProblemHttpResult> Answer, bool HasChanged)> StoreAsync(
        Guid project, PromiseBody asked, HttpContext context, Drawing drawing, Frozen frozen, Requests<AuditDatabase> requests)
    {
        var hasChanged = false;
        var answer = await requests.WriteAsync<Results<Created<PromiseView>, ProblemHttpResult>>(context, BodyHash.Of(asked), async t =>
        {
            hasChanged = !await drawing.EndAsync(t, frozen);
            if (hasChanged)
            {
                return Problems.Conflict("These suggestions are being decided faster than a promise can be asked of them: ask again in a moment.");
            }

            if (await Promise.OpenAsync(t, project) is { } open)
            {
                return Problems.Of(StatusCodes.Status409Conflict, "A promise is being checked in this project: end it with undo before you ask for another one.",
                    new Dictionary<string, object?> { ["certificateId"] = open });
            }

            var promise = await PromiseDrawing.DrawAsync(t, project, asked, frozen, context.Actor());
            return TypedResults.Created($"/api/v1/certificates/{promise.Id}", await PromiseView.ReadAsync(t, (await Promise.FindAsync(t, promise.Id))!));
        });
        return (answer, hasChanged);
    }

    private static async Task<Results<Ok<Page<PromiseView>>, ProblemHttpResult>> ListAsync(
        Guid project, int? limit, string? cursor, AuditDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out Guid? after, out var problem))
        {
            return problem;
        }

        return TypedResults.Ok(await database.ReadAsync(async r =>
        {
            var rows = await Promise.ListAsync(r, project, after, take + 1);
            var views = new Dictionary<Guid, PromiseView>();
            foreach (var row in rows.Take(take))
            {
                views[row.Id] = await PromiseView.ReadAsync(r, row);
            }

            return Page.Of(rows, take, row => (Guid?)row.Id, row => views[row.Id]);
        }, cancellation));
    }

    private static async Task<Results<Ok<PromiseView>, ProblemHttpResult>> FindAsync(Guid id, AuditDatabase database, CancellationToken cancellation) =>
        await database.ReadAsync<Results<Ok<PromiseView>, ProblemHttpResult>>(async r => await Promise.FindAsync(r, id) is { } promise
            ? TypedResults.Ok(await PromiseView.ReadAsync(r, promise))
            : NoSuch(id), cancellation);

    private static Task<Results<Ok<PromiseView>, ProblemHttpResult>> IssueAsync(Guid id, HttpContext context, Requests<AuditDatabase> requests) =>
        ChangeAsync(id, context, requests, async (t, promise) =>
        {
            if (promise.State == Promise.Issued)
            {
                return null;
            }

            var standing = await PromiseProgress.StandingAsync(t, promise);
            if (promise.State != Promise.Checking || standing.Kept is not { } kept)
            {
                return Problems.Conflict(promise.State != Promise.Checking
                    ? $"This promise has ended ({promise.State}): {promise.Reason}"
                    : $"The promise does not hold yet: {standing.Next!.MoreChecks} more images have to be checked, if all of them are right.");
            }

            await PromiseProgress.IssueAsync(t, promise, standing, kept, context.Actor());
            return null;
        });

    private static Task<Results<Ok<PromiseView>, ProblemHttpResult>> UndoAsync(Guid id, HttpContext context, Requests<AuditDatabase> requests) =>
        ChangeAsync(id, context, requests, async (t, promise) =>
        {
            if (promise.State is Promise.Checking or Promise.Issued)
            {
                var wasIssued = promise.State == Promise.Issued;
                await PromiseProgress.EndAsync(t, promise, wasIssued ? Promise.Voided : Promise.GivenUp, wasIssued, context.Actor(),
                    wasIssued ? "Taken back: what was accepted under it and not touched since is a suggestion again." : "Given up before it was decided.");
            }

            return null;
        });

    private static Task<Results<Ok<PromiseView>, ProblemHttpResult>> ChangeAsync(
        Guid id, HttpContext context, Requests<AuditDatabase> requests, Func<Transaction, Promise, Task<ProblemHttpResult?>> change) =>
        requests.WriteAsync<Results<Ok<PromiseView>, ProblemHttpResult>>(context, BodyHash.Of(id), async t =>
            await Promise.LockAsync(t, id) is not { } promise ? NoSuch(id)
            : await change(t, promise) is { } refusal ? refusal
            : TypedResults.Ok(await PromiseView.ReadAsync(t, (await Promise.FindAsync(t, id))!)));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(Guid id, AuditDatabase database, CancellationToken cancellation)
    {
        var (promise, document) = await database.ReadAsync(async r => (
            await Promise.FindAsync(r, id), await r.FirstOrDefaultAsync<string>("SELECT document FROM certificates WHERE id = @id", new { id })), cancellation);
        if (promise is null)
        {
            return NoSuch(id);
        }

        if (document is null)
        {
            return Problems.Conflict($"There is no certificate yet ({promise.State}): it is written when the promise is issued.");
        }

        var voided = promise.State == Promise.Voided ? new { At = promise.EndedAt, By = promise.EndedBy, promise.Reason } : null;
        return TypedResults.Bytes(
            Encoding.UTF8.GetBytes(Json.Write(new { Certificate = JsonElement.Parse(document), Voided = voided })), "application/json", $"certificate-{id}.json");
    }

    private static ProblemHttpResult NoSuch(Guid id) => Problems.NotFound($"There is no certificate {id}.");
}
