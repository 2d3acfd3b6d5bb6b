using Sightloop.Training.Detector.Native;

namespace Sightloop.Training.Detector;

/// <summary>While it lives, an operation uses the thread that calls it alone: the training spreads images over cores, not operations.</summary>
internal sealed class TorchThreads : IDisposable
{
    private TorchThreads() => TorchRuntime.Initialize(threads: 1);

    public static TorchThreads OneEach() => new();

    public void Dispose() => TorchRuntime.Initialize();
}
