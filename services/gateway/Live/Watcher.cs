using System.Net.ServerSentEvents;
using System.Threading.Channels;

namespace Sightloop.Gateway.Live;

/// <summary>
/// One browser's queue. A slow browser never slows the others down or fills the memory: beyond <see cref="Room"/> events the oldest are dropped,
/// and the browser is told so that it reads everything again.
/// </summary>
public sealed class Watcher : IDisposable
{
    public const int Room = 256;

    private readonly Channel<SseItem<LiveChange>> queue;
    private readonly Action<Watcher> gone;
    private int missed;

    internal Watcher(Action<Watcher> gone)
    {
        this.gone = gone;
        queue = Channel.CreateBounded<SseItem<LiveChange>>(
            new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref missed));
    }

    public void Offer(SseItem<LiveChange> item) => queue.Writer.TryWrite(item);

    /// <summary>True when there is an event to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => queue.Reader.WaitToReadAsync(cancellation);

    public bool TryTake(out SseItem<LiveChange> item) => queue.Reader.TryRead(out item);

    /// <summary>How many events were dropped since the last call.</summary>
    public int TakeMissed() => Interlocked.Exchange(ref missed, 0);

    public void Dispose() => gone(this);
}
