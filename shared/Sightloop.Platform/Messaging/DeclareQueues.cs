using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Declares the quorum queues before the bus starts, one process after the other: a queue that another process is just declaring is said to exist before it has a
/// leader, and whoever consumes from it then loses its connection (RabbitMQ 3.10). The turn is an exclusive queue, which ends with its connection.
/// </summary>
internal sealed partial class DeclareQueues(
    Subscriptions subscriptions, IOptions<BusOptions> options, IHostApplicationLifetime lifetime, ILogger<DeclareQueues> log) : IBusObserver
{
    private const string Turn = "declaring-queues";
    private const int QueuesAChannel = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the broker, however long it is away; the host has started meanwhile.</summary>
    public async Task PreStart(IBus bus)
    {
        for (var pause = Pause; !await TryAsync(lifetime.ApplicationStopping); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, lifetime.ApplicationStopping);
        }
    }

    public void PostCreate(IBus bus)
    {
    }

    public void CreateFaulted(Exception exception)
    {
    }

    public Task PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

    public Task StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    public Task PreStop(IBus bus) => Task.CompletedTask;

    public Task PostStop(IBus bus) => Task.CompletedTask;

    public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    private async Task<bool> TryAsync(CancellationToken stopping)
    {
        try
        {
            var factory = new ConnectionFactory { Uri = options.Value.Address!, ClientProvidedName = Turn };
            await using var connection = await factory.CreateConnectionAsync(stopping);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
            await channel.QueueDeclareAsync(Turn, durable: false, exclusive: true, autoDelete: true, cancellationToken: stopping);
            await Task.WhenAll(Queues().DistinctBy(one => one.Queue).Chunk(QueuesAChannel).Select(async chunk =>
            {
                await using var own = await connection.CreateChannelAsync(cancellationToken: stopping);
                foreach (var (queue, arguments) in chunk)
                {
                    await own.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: stopping);
                }
            }));

            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.ResourceLocked)
        {
            // It is another process's turn.
            return false;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException or TimeoutException
            || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            Log.Waiting(log, e.Message);
            return false;
        }
    }

    private IEnumerable<(string Queue, Dictionary<string, object?> Arguments)> Queues()
    {
        foreach (var subscription in subscriptions.All.Where(one => one.Kind != "everywhere"))
        {
            yield return subscription.Kind == "question"
                ? (subscription.Queue, Quorum(EventQueues.QuestionArguments))
                : (subscription.Queue, Quorum(EventQueues.Arguments(subscription.Service)));
        }

        foreach (var (_, queue) in options.Value.DeclareQueues ? EventQueues.All : [])
        {
            yield return (queue, Quorum(EventQueues.Arguments(queue.Split('-')[0])));
        }
    }

    private static Dictionary<string, object?> Quorum(IEnumerable<(string Name, object Value)> more)
    {
        var arguments = more.ToDictionary(one => one.Name, object? (one) => one.Value);
        arguments["x-queue-type"] = "quorum";
        return arguments;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The broker does not take the queues yet: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
