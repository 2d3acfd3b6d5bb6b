using Sightloop.Inference.Detection;

namespace Sightloop.Inference.Models;

/// <summary>A network in memory, counted by those who use it; it goes when it was dropped and the last one has finished.</summary>
internal sealed class LoadedModel(IDetector detector, long bytes)
{
    private readonly Lock gate = new();
    private int users;
    private bool dropped;

    public IDetector Detector => detector;

    /// <summary>Estimated memory.</summary>
    public long Bytes => bytes;

    /// <summary>Null when it was dropped meanwhile.</summary>
    public ModelLease? TryRent()
    {
        lock (gate)
        {
            if (dropped)
            {
                return null;
            }

            users++;
            return new ModelLease(this);
        }
    }

    public void Drop() => Leave(dropping: true);

    internal void Return() => Leave(dropping: false);

    private void Leave(bool dropping)
    {
        lock (gate)
        {
            users -= dropping ? 0 : 1;
            var last = users == 0 && (dropped || dropping);
            dropped |= dropping;
            if (!last)
            {
                return;
            }
        }

        detector.Dispose();
    }
}

/// <summary>Keeps a network in memory while it is used; dispose it once.</summary>
public sealed class ModelLease : IDisposable
{
    private LoadedModel? model;

    internal ModelLease(LoadedModel model)
    {
        this.model = model;
        Detector = model.Detector;
    }

    public IDetector Detector { get; }

    public void Dispose() => Interlocked.Exchange(ref model, null)?.Return();
}
