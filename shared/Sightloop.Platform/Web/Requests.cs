using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Web;

/// <summary>
/// Writes on behalf of a request. With an `Idempotency-Key` the answer is stored in the same transaction as the change, so a repeated request gets the
/// first answer and changes nothing (per caller and path, 24 hours).
/// </summary>
public sealed class Requests<TDatabase>(TDatabase database) where TDatabase : ServiceDatabase
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Runs <paramref name="work"/> in one transaction; only an answer below 300 commits, any other rolls back.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bodyHash">What tells this body from another one; for JSON bodies <see cref="BodyHash.Of{T}"/>.</param>
    /// <param name="work">Changes rows and returns the endpoint's result.</param>
    /// <exception cref="AlreadyAnsweredException">The key was used before; <see cref="Faults"/> replays or refuses.</exception>
    public async Task<TResult> WriteAsync<TResult>(HttpContext context, string bodyHash, Func<Transaction, Task<TResult>> work)
        where TResult : IResult
    {
        var key = context.Request.Headers[KeyHeader].FirstOrDefault();
        TResult? refused = default;
        try
        {
            return await database.WriteAsync(async t =>
            {
                var name = new { caller = context.Actor(), path = context.Request.Path.Value, key };
                if (key is not null)
                {
                    t.IsRepeatable = true;
                    // The row is taken first: a second request with the same key waits here for the first one's commit.
                    var taken = await t.ExecuteAsync(
                        """
                        INSERT INTO idempotency (caller, path, key, body_hash, status, created_at)
                        VALUES (@caller, @path, @key, @bodyHash, 0, @now) ON CONFLICT DO NOTHING
                        """, new { name.caller, name.path, name.key, bodyHash, now = t.Now });
                    if (taken == 0)
                    {
                        var stored = await t.SingleAsync<StoredAnswer>(
                            "SELECT body_hash, status, location, etag, response FROM idempotency WHERE caller = @caller AND path = @path AND key = @key", name);
                        throw new AlreadyAnsweredException(stored, stored.BodyHash == bodyHash);
                    }
                }

                var result = await work(t);
                var (status, value, location) = Read(result);
                if (status >= 300)
                {
                    refused = result;
                    throw new RefusedException();
                }

                if (key is not null)
                {
                    await t.ExecuteAsync(
                        "UPDATE idempotency SET status = @status, location = @location, etag = @etag, response = @response WHERE caller = @caller AND path = @path AND key = @key",
                        new
                        {
                            name.caller, name.path, name.key, status, location, etag = context.Response.Headers.ETag.FirstOrDefault(),
                            response = value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Json.Options),
                        });
                }

                return result;
            }, context.RequestAborted);
        }
        catch (RefusedException)
        {
            return refused!;
        }
    }

    private static (int Status, object? Value, string? Location) Read(IResult result)
    {
        var inner = result is INestedHttpResult nested ? nested.Result : result;
        return ((inner as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK, (inner as IValueHttpResult)?.Value,
            inner.GetType().GetProperty("Location")?.GetValue(inner) as string);
    }

    private sealed class RefusedException : Exception;
}

/// <summary>The answer that a key already has.</summary>
public sealed record StoredAnswer
{
    public string BodyHash { get; init; } = "";
    public int Status { get; init; }
    public string? Location { get; init; }
    public string? Etag { get; init; }
    public string? Response { get; init; }
}

/// <summary>This Idempotency-Key was used before.</summary>
public sealed class AlreadyAnsweredException(StoredAnswer answer, bool sameBody) : Exception("This Idempotency-Key was used before.")
{
    public StoredAnswer Answer { get; } = answer;

    public bool SameBody { get; } = sameBody;
}
