using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// What a service's handlers could not take, for administrators: `/api/v1/services/{service}/messages` counts, `…/failed-messages` lists, replays and
/// discards. Each process serves the services it hosts.
/// </summary>
internal static partial class FailedMessageEndpoints
{
    public static void MapFailedMessages(this WebApplication app)
    {
        var services = app.Services.GetServices<ServiceDatabase>().Select(database => database.Service).ToList();
        if (services.Count == 0)
        {
            return;
        }

        // Only its own names: other services' calls must find their way to other processes.
        var one = app.MapGroup($"/api/v1/services/{{service:regex(^({string.Join('|', services)})$)}}").WithTags("services");
        one.MapGet("/messages", CountAsync).WithName("CountMessages").WithSummary("How many messages of a service wait, failed or rest.");
        one.MapGet("/failed-messages", ListAsync).WithName("ListFailedMessages").WithSummary("What a service could not handle, newest first.");
        one.MapPost("/failed-messages/replay", ReplayAllAsync).WithName("ReplayFailedMessages").WithSummary("Handles everything that rests again.");
        one.MapPost("/failed-messages/{message:guid}/{handler}/replay", ReplayAsync).WithName("ReplayFailedMessage").WithSummary("Handles one failed message again.");
        one.MapDelete("/failed-messages/{message:guid}/{handler}", DiscardAsync).WithName("DiscardFailedMessage").WithSummary("Gives a failed message up for good.");
    }

    private static async Task<Ok<MessageCounts>> CountAsync(string service, IEnumerable<ServiceDatabase> databases, CancellationToken cancellation) =>
        TypedResults.Ok(await Of(databases, service).ReadAsync(r => r.SingleAsync<MessageCounts>(
            """
            SELECT (SELECT COUNT(*) FROM outbox) AS unsent, (SELECT MIN(created_at) FROM outbox) AS oldest_unsent_at,
                (SELECT COUNT(*) FROM failed_messages WHERE resting = @no) AS retrying, (SELECT COUNT(*) FROM failed_messages WHERE resting = @yes) AS resting
            """, new { yes = true, no = false }), cancellation));

    private static async Task<Results<Ok<Page<FailedMessageView>>, ProblemHttpResult>> ListAsync(
        string service, bool? resting, int? limit, string? cursor, IEnumerable<ServiceDatabase> databases, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out FailedMessageKey? before, out var problem))
        {
            return problem;
        }

        var rows = await Of(databases, service).ReadAsync(r => r.QueryAsync<FailedMessageRow>(
            $"""
            SELECT message_id, consumer, type, body, error, attempts, resting, failed_at, due_at FROM failed_messages
            WHERE {(before is null ? "1 = 1" : "(message_id, consumer) < (@Message, @Consumer)")} {(resting is null ? "" : "AND resting = @resting")}
            ORDER BY message_id DESC, consumer DESC LIMIT @take
            """, new { before?.Message, before?.Consumer, resting, take = take + 1 }), cancellation);
        return TypedResults.Ok(Page.Of(rows, take, row => new FailedMessageKey(row.MessageId, row.Consumer), FailedMessageView.From));
    }

    private static async Task<Accepted<ReplayAnswer>> ReplayAllAsync(string service, HttpContext context, IEnumerable<ServiceDatabase> databases, ILoggerFactory logs)
    {
        var count = await MakeDueAsync(Of(databases, service), "resting = @yes", null);
        Log.Replayed(logs.CreateLogger(typeof(FailedMessageEndpoints)), service, count, context.Actor());
        return TypedResults.Accepted((string?)null, new ReplayAnswer(count));
    }

    private static async Task<Results<Accepted<ReplayAnswer>, ProblemHttpResult>> ReplayAsync(
        string service, Guid message, string handler, HttpContext context, IEnumerable<ServiceDatabase> databases, ILoggerFactory logs)
    {
        var count = await MakeDueAsync(Of(databases, service), "message_id = @message AND consumer = @consumer", new { message, consumer = $"{service}/{handler}" });
        if (count == 0)
        {
            return Missing(service, message, handler);
        }

        Log.Replayed(logs.CreateLogger(typeof(FailedMessageEndpoints)), service, count, context.Actor());
        return TypedResults.Accepted((string?)null, new ReplayAnswer(count));
    }

    /// <summary>They fall due at once, with all attempts before them; <see cref="FailedMessages{TDatabase}"/> takes them within seconds.</summary>
    private static Task<int> MakeDueAsync(ServiceDatabase database, string which, object? args) => database.WriteAsync(t =>
    {
        var parameters = new Dapper.DynamicParameters(args);
        parameters.AddDynamicParams(new { yes = true, no = false });
        return t.ExecuteAsync($"UPDATE failed_messages SET resting = @no, attempts = 0, due_at = {t.Dialect.NowPlus("-1")} WHERE {which}", parameters);
    }, CancellationToken.None);

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(
        string service, Guid message, string handler, HttpContext context, IEnumerable<ServiceDatabase> databases, ILoggerFactory logs)
    {
        var gone = await Of(databases, service).WriteAsync(t => t.ExecuteAsync(
            "DELETE FROM failed_messages WHERE message_id = @message AND consumer = @consumer", new { message, consumer = $"{service}/{handler}" }), CancellationToken.None);
        if (gone == 0)
        {
            return Missing(service, message, handler);
        }

        Log.Discarded(logs.CreateLogger(typeof(FailedMessageEndpoints)), message, service, handler, context.Actor());
        return TypedResults.NoContent();
    }

    private static ServiceDatabase Of(IEnumerable<ServiceDatabase> databases, string service) => databases.First(database => database.Service == service);

    private static ProblemHttpResult Missing(string service, Guid message, string handler) =>
        Problems.NotFound($"{service} keeps no failed message {message} of {handler}: it was handled or discarded.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} failed messages of {Service} are handled again, asked for by {Actor}")]
        public static partial void Replayed(ILogger logger, string service, int count, string actor);

        [LoggerMessage(LogLevel.Warning, "Failed message {Message} of {Service}/{Handler} was discarded by {Actor}")]
        public static partial void Discarded(ILogger logger, Guid message, string service, string handler, string actor);
    }
}
