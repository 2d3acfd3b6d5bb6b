using System.Diagnostics;
using MassTransit;
using Sightloop.Contracts.Projects;

namespace Sightloop.Bench.Messages;

/// <summary>The limit: the same message published with confirms to one quorum queue and consumed from it, nothing kept.</summary>
internal sealed class MassTransitAlone : IAsyncDisposable
{
    private const int PublishedAtOnce = 64;
    private readonly IBusControl bus;
    private readonly CountingConsumer consumer = new();

    private MassTransitAlone(Place place) => bus = Bus.Factory.CreateUsingRabbitMq(config =>
    {
        config.Host(place.Broker, host => host.PublisherConfirmation = true);
        config.ReceiveEndpoint("alone", endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = 128;
            endpoint.ConcurrentMessageLimit = 32;
            endpoint.Instance(consumer);
        });
    });

    public static async Task<MassTransitAlone> StartAsync(Place place)
    {
        var alone = new MassTransitAlone(place);
        await alone.bus.StartAsync();
        return alone;
    }

    /// <returns>Seconds from the first publish to the last message consumed.</returns>
    public async Task<double> RunAsync(int events)
    {
        var done = consumer.Expect(events);
        var clock = Stopwatch.StartNew();
        foreach (var chunk in Enumerable.Range(0, events).Chunk(PublishedAtOnce))
        {
            await Task.WhenAll(chunk.Select(_ => bus.Publish(Said())));
        }

        await done;
        return clock.Elapsed.TotalSeconds;
    }

    public static ProjectDeleted Said() => new() { ProjectId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Name = "bench", Actor = "bench", OccurredAt = TimeProvider.System.GetUtcNow() };

    public async ValueTask DisposeAsync() => await bus.StopAsync();

    private sealed class CountingConsumer : IConsumer<ProjectDeleted>
    {
        private TaskCompletionSource done = new();
        private int left;

        public Task Expect(int events)
        {
            (left, done) = (events, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return done.Task;
        }

        public Task Consume(ConsumeContext<ProjectDeleted> context)
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}
