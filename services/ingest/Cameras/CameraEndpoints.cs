using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Ingest.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Cameras;

/// <summary>The body that makes a camera.</summary>
public sealed record NewCamera(string Name);

/// <summary>Cameras of a project: made, listed, removed.</summary>
public static class CameraEndpoints
{
    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var cameras = routes.MapGroup("/api/v1/projects/{project:guid}/cameras").WithTags("cameras");
        cameras.MapPost("", PostAsync).WithName("AddCamera");
        cameras.MapGet("", ListAsync).WithName("ListCameras");
        var camera = routes.MapGroup("/api/v1/cameras/{id:guid}").WithTags("cameras");
        camera.MapGet("", GetAsync).WithName("GetCamera");
        camera.MapDelete("", DeleteAsync).WithName("DeleteCamera").WithSummary("Its key is worth nothing any more; its frames stay.");
        FrameEndpoint.Map(camera);
    }

    public static ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no camera {id}.");

    private static async Task<Results<Created<CameraView>, ProblemHttpResult>> PostAsync(
        Guid project, NewCamera body, HttpContext context, KnownProjects projects, Requests<IngestDatabase> requests)
    {
        var name = body.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName)
        {
            return Problems.BadRequest($"A camera needs a name of 1 to {LongestName} characters.");
        }

        if (!await projects.ExistAsync(project, context.RequestAborted))
        {
            return Problems.NoSuchProject(project);
        }

        return await requests.WriteAsync<Results<Created<CameraView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            var key = CameraKey.New();
            var row = new CameraRow { Id = Guid.CreateVersion7(t.Now), ProjectId = project, Name = name, KeySha256 = CameraKey.Hash(key), CreatedAt = t.Now };
            await t.ExecuteAsync(
                "INSERT INTO cameras (id, project_id, name, key_sha256, created_at) VALUES (@Id, @ProjectId, @Name, @KeySha256, @CreatedAt)", row);
            return TypedResults.Created($"/api/v1/cameras/{row.Id}", row.ToView(key));
        });
    }

    private static async Task<Results<Ok<Page<CameraView>>, ProblemHttpResult>> ListAsync(
        Guid project, int? limit, string? cursor, KnownProjects projects, IngestDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out var take, out Guid? after, out var problem))
        {
            return problem;
        }

        if (!await projects.ExistAsync(project, cancellation))
        {
            return Problems.NoSuchProject(project);
        }

        var rows = await database.ReadAsync(r => r.QueryAsync<CameraRow>(
            $"SELECT {CameraRow.Columns} FROM cameras WHERE project_id = @project {(after is null ? "" : "AND id > @after")} ORDER BY id LIMIT @limit",
            new { project, after, limit = take + 1 }), cancellation);
        return TypedResults.Ok(Page.Of(rows, take, row => row.Id, row => row.ToView()));
    }

    private static async Task<Results<Ok<CameraView>, ProblemHttpResult>> GetAsync(Guid id, IngestDatabase database, CancellationToken cancellation) =>
        await FrameEndpoint.FindAsync(database, id, cancellation) is { } row ? TypedResults.Ok(row.ToView()) : Missing(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, IngestDatabase database, CancellationToken cancellation)
    {
        var removed = await database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("DELETE FROM camera_frames WHERE camera_id = @id", new { id });
            return await t.ExecuteAsync("DELETE FROM cameras WHERE id = @id", new { id });
        }, cancellation);
        return removed == 1 ? TypedResults.NoContent() : Missing(id);
    }
}
