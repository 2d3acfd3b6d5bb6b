using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Gateway.Access;
using Sightloop.Gateway.Accounts;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Keys;

/// <summary>The body that makes a key.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">read, annotate, train, predict, push-frames, admin: none that its maker lacks.</param>
/// <param name="ProjectId">The only project it may touch; left out for all.</param>
/// <param name="ExpiresAt">Left out for never.</param>
/// <param name="PerMinute">Requests a minute; left out for the usual number.</param>
public sealed record NewKey(string? Name, IReadOnlyList<string>? Scopes, Guid? ProjectId, DateTimeOffset? ExpiresAt, int? PerMinute);

/// <summary>API keys: one's own, and everybody's for admins.</summary>
internal static class KeyEndpoints
{
    public const string Prefix = "sl_";
    private const int LongestName = 100;
    private const int ShownCharacters = 9;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").WithTags("accounts").AddEndpointFilter<OnlyWithAccounts>();
        keys.MapGet("", ListAsync).WithName("ListKeys");
        keys.MapPost("", AddAsync).WithName("AddKey");
        keys.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeKey");
    }

    private static async Task<Results<Ok<Page<KeyView>>, ProblemHttpResult>> ListAsync(
        int? limit, string? cursor, HttpContext context, GatewayDatabase database)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out Guid? before, out var problem))
        {
            return problem;
        }

        var rows = await database.ReadAsync(r => r.QueryAsync<KeyRow>(
            $"""
            SELECT {KeyRow.Columns} FROM api_keys k JOIN users u ON u.id = k.user_id WHERE (@all OR k.user_id = @user) {(before is null ? "" : "AND k.id < @before")}
            ORDER BY k.id DESC LIMIT @limit
            """,
            new { all = context.Has(Scope.Admin), user = context.SignedIn().UserId, before, limit = take + 1 }), context.RequestAborted);
        return TypedResults.Ok(Page.Of(rows, take, row => row.Id, row => row.View()));
    }

    private static async Task<Results<Created<KeyView>, ProblemHttpResult>> AddAsync(NewKey body, HttpContext context, GatewayDatabase database)
    {
        if (Refuse(body, context, database.Clock.GetUtcNow()) is { } problem)
        {
            return problem;
        }

        var token = Secrets.New(Prefix);
        var owner = context.SignedIn();
        var row = await database.WriteAsync(async t =>
        {
            var made = new KeyRow
            {
                Id = Guid.CreateVersion7(t.Now), UserId = owner.UserId, Owner = owner.UserName, Name = body.Name!.Trim(), TokenSha256 = Secrets.Hash(token),
                Start = token[..ShownCharacters], Scopes = string.Join(' ', body.Scopes!.Distinct()), ProjectId = body.ProjectId, PerMinute = body.PerMinute,
                ExpiresAt = body.ExpiresAt, CreatedAt = t.Now,
            };
            await t.ExecuteAsync(
                """
                INSERT INTO api_keys (id, user_id, name, token_sha256, start, scopes, project_id, per_minute, expires_at, created_at)
                VALUES (@Id, @UserId, @Name, @TokenSha256, @Start, @Scopes, @ProjectId, @PerMinute, @ExpiresAt, @CreatedAt)
                """, made);
            await t.TellAsync("key made", context.Actor(),
                $"Key {made.Name} ({made.Start}…) made: {made.Scopes}{(made.ProjectId is { } p ? $", project {p} only" : "")}{(made.ExpiresAt is { } e ? $", until {e:u}" : "")}");
            return made;
        }, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{row.Id}", row.View(token));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid id, HttpContext context, GatewayDatabase database, Credentials credentials)
    {
        var found = await database.WriteAsync(async t =>
        {
            var row = await t.FirstOrDefaultAsync<KeyRow>(
                $"SELECT {KeyRow.Columns} FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.id = @id AND (@all OR k.user_id = @user)",
                new { id, all = context.Has(Scope.Admin), user = context.SignedIn().UserId });
            if (row is { RevokedAt: null })
            {
                await t.ExecuteAsync("UPDATE api_keys SET revoked_at = @now WHERE id = @id", new { id, now = t.Now });
                await t.TellAsync("key revoked", context.Actor(), $"Key {row.Name} ({row.Start}…) of {row.Owner} revoked");
            }

            return row is not null;
        }, context.RequestAborted);
        credentials.Forget();
        return found ? TypedResults.NoContent() : Problems.NotFound($"There is no key {id} of yours.");
    }

    private static ProblemHttpResult? Refuse(NewKey body, HttpContext context, DateTimeOffset now) =>
        body.Name?.Trim() is not { Length: > 0 and <= LongestName } ? Problems.BadRequest($"A key needs a name of 1 to {LongestName} characters: say what it is for.")
        : body.Scopes is not { Count: > 0 } || body.Scopes.Any(scope => !Scope.All.Contains(scope))
            ? Problems.BadRequest($"scopes must name at least one of {string.Join(", ", Scope.All)}.")
        : body.Scopes.FirstOrDefault(scope => !context.Has(scope)) is { } beyond
            ? Problems.Of(StatusCodes.Status403Forbidden, $"You lack the scope {beyond} yourself, so you cannot give it away.")
        : context.SignedIn().ProjectId is { } own && body.ProjectId != own ? Problems.Of(StatusCodes.Status403Forbidden, $"This key is for project {own} only.")
        : body.ExpiresAt <= now ? Problems.BadRequest("expiresAt is in the past.")
        : body.PerMinute is < 1 or > 1_000_000 ? Problems.BadRequest("perMinute must be between 1 and 1000000.")
        : null;
}
