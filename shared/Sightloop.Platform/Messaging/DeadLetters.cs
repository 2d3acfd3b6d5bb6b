using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Moves what the broker has given up on (delivered too often, unreadable) from the service's dead-letter queue to its failed messages, where it
/// rests, is counted and can be replayed.
/// </summary>
internal sealed partial class DeadLetters<TDatabase>(
    TDatabase database, Subscriptions subscriptions, IOptions<BusOptions> options, IHostApplicationLifetime lifetime, ILogger<DeadLetters<TDatabase>> log) : BackgroundService
    where TDatabase : ServiceDatabase
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.IsInMemory || subscriptions.All.All(s => s.Service != database.Service || s.Kind != "event"))
        {
            return;
        }

        await lifetime.StartedAsync(stoppingToken);
        var factory = new ConnectionFactory { Uri = options.Value.Address!, ClientProvidedName = EventQueues.DeadLetters(database.Service) };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, database.Clock, stoppingToken);
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
                while (true)
                {
                    await EmptyAsync(channel, stoppingToken);
                    await Task.Delay(Pause, database.Clock, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(log, e.Message, database.Service);
            }
        }
    }

    private async Task EmptyAsync(IChannel channel, CancellationToken cancellation)
    {
        while (await channel.BasicGetAsync(EventQueues.DeadLetters(database.Service), autoAck: false, cancellation) is { } letter)
        {
            await KeepAsync(letter);
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellation);
        }
    }

    private async Task KeepAsync(BasicGetResult letter)
    {
        var queue = Header(letter, "x-first-death-queue");
        var reason = Header(letter, "x-first-death-reason");
        var subscription = subscriptions.All.FirstOrDefault(s => s.Queue == queue);
        var text = Encoding.UTF8.GetString(letter.Body.Span);
        var (id, body) = Open(text) ?? (Guid.CreateVersion7(database.Clock.GetUtcNow()), text);
        var consumer = subscription?.Name ?? $"{database.Service}/{queue}";
        Log.Kept(log, consumer, id, reason);
        await database.WriteAsync(t => t.ExecuteAsync(
            """
            INSERT INTO failed_messages (message_id, consumer, type, body, error, attempts, resting, failed_at, due_at)
            VALUES (@id, @consumer, @type, @body, @error, 1, @resting, @now, @now) ON CONFLICT DO NOTHING
            """,
            new
            {
                id, consumer, type = subscription?.Contract.FullName ?? "unknown", body, resting = true, now = t.Now,
                error = $"The broker gave up delivering it ({reason}): it could not be read, or the process died each time it was handled.",
            }), CancellationToken.None);
    }

    /// <returns>The message inside its envelope; null where it is none.</returns>
    private static (Guid Id, string Body)? Open(string text)
    {
        try
        {
            var envelope = JsonElement.Parse(text);
            return (envelope.GetProperty("messageId").GetGuid(), envelope.GetProperty("message").GetRawText());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Header(BasicGetResult letter, string name) =>
        letter.BasicProperties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "unknown";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} never handled message {Message} ({Reason}); it rests among the failed ones")]
        public static partial void Kept(ILogger logger, string consumer, Guid message, string reason);

        [LoggerMessage(LogLevel.Information, "Dead letters of {Service} cannot be read now: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason, string service);
    }
}
