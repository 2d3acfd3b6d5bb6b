using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Ingest.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Uploads;

/// <summary>Which of these files does the project have already? Asked before sending, so that a folder dropped again costs no bytes.</summary>
public static class KnownEndpoint
{
    private const int MostHashes = 1000;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v1/projects/{project:guid}/images/known", AskAsync).WithTags("images").WithName("FindKnownImages");

    private static async Task<Results<Ok<KnownFiles>, ProblemHttpResult>> AskAsync(
        Guid project, FileHashes body, KnownProjects projects, IngestDatabase database, CancellationToken cancellation)
    {
        if (body.Sha256 is not { Count: > 0 and <= MostHashes } hashes || hashes.Any(hash => hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigit)))
        {
            return Problems.BadRequest($"sha256 is needed: 1 to {MostHashes} SHA-256 sums as 64 hexadecimal digits each.");
        }

        if (!await projects.ExistAsync(project, cancellation))
        {
            return Problems.NoSuchProject(project);
        }

        var wanted = hashes.Select(hash => hash.ToLowerInvariant()).Distinct().ToList();
        return TypedResults.Ok(new KnownFiles(await database.ReadAsync(r => r.QueryAsync<KnownFile>(
            "SELECT sha256, id AS image_id FROM images WHERE project_id = @project AND sha256 IN @wanted", new { project, wanted }), cancellation)));
    }
}

/// <summary>SHA-256 sums of files, as hexadecimal digits.</summary>
public sealed record FileHashes(IReadOnlyList<string> Sha256);

/// <summary>Those of the asked files that the project has.</summary>
public sealed record KnownFiles(IReadOnlyList<KnownFile> Items);

/// <summary>A file and the image made of it.</summary>
public sealed record KnownFile
{
    public string Sha256 { get; init; } = "";
    public Guid ImageId { get; init; }
}
