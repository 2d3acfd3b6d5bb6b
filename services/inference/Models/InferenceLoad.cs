namespace Sightloop.Inference.Models;

/// <summary>Whether somebody waits for this process's networks: work that may wait looks here first.</summary>
public sealed class InferenceLoad(TimeProvider clock)
{
    private int busy;
    private long quietSince = clock.GetTimestamp();

    /// <summary>Counts as busy until disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref busy);
        return new Stay(this);
    }

    /// <summary>True when nobody has waited for at least <paramref name="span"/>.</summary>
    public bool IsQuietFor(TimeSpan span) =>
        Volatile.Read(ref busy) == 0 && clock.GetElapsedTime(Volatile.Read(ref quietSince)) >= span;

    private void Touch() => Volatile.Write(ref quietSince, clock.GetTimestamp());

    private sealed class Stay(InferenceLoad load) : IDisposable
    {
        public void Dispose()
        {
            load.Touch();
            Interlocked.Decrement(ref load.busy);
        }
    }
}
