using System.Text.Json;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Messaging;

/// <summary>A row of the outbox. Its id becomes the MessageId, so that publishing it twice is harmless to the inbox.</summary>
public sealed record OutboxMessage
{
    /// <summary>Due by the database's clock: one pod whose clock is ahead must not hold its events back.</summary>
    internal static string Insert(Dialect dialect) =>
        $"""
        INSERT INTO outbox (id, type, body, trace_parent, created_at, due_at)
        VALUES (@Id, @Type, @Body, @TraceParent, @CreatedAt, {dialect.Now})
        """;

    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public string? TraceParent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>The message itself, in the process that said it.</summary>
    private object? Said { get; init; }

    public static OutboxMessage From<T>(T message, DateTimeOffset now, string? traceParent) where T : class => new()
    {
        Id = Guid.CreateVersion7(now), Type = typeof(T).FullName!, Body = Json.Write(message), TraceParent = traceParent, CreatedAt = now, Said = message,
    };

    /// <summary>Stores them in one statement, to fall due after some seconds.</summary>
    /// <returns>The number of the transaction where the database tells it along with that.</returns>
    internal static async Task<string?> StoreAsync(Transaction transaction, IReadOnlyList<OutboxMessage> messages, int dueAfterSeconds)
    {
        if (transaction.Dialect == Dialect.Sqlite)
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO outbox (id, type, body, trace_parent, created_at, due_at)
                VALUES (@Id, @Type, @Body, @TraceParent, @CreatedAt, {transaction.Dialect.NowPlus($"{dueAfterSeconds}")})
                """, messages);
            return null;
        }

        return await transaction.FirstOrDefaultAsync<string>(
            $"""
            INSERT INTO outbox (id, type, body, trace_parent, created_at, due_at)
            SELECT id, type, body, trace_parent, created_at, {transaction.Dialect.NowPlus("@dueAfterSeconds")}
            FROM unnest(@ids, @types, @bodies, @traceParents, @times) AS said (id, type, body, trace_parent, created_at)
            RETURNING {UnknownCommit.Number}
            """,
            new
            {
                ids = messages.Select(one => one.Id).ToArray(), types = messages.Select(one => one.Type).ToArray(), bodies = messages.Select(one => one.Body).ToArray(),
                traceParents = messages.Select(one => one.TraceParent).ToArray(), times = messages.Select(one => one.CreatedAt.ToUniversalTime()).ToArray(), dueAfterSeconds,
            });
    }

    /// <exception cref="JsonException">The stored text no longer fits the contract.</exception>
    public object Read(Type contract) =>
        Said ?? JsonSerializer.Deserialize(Body, contract, Json.Options) ?? throw new JsonException($"Message {Id} is empty.");
}
