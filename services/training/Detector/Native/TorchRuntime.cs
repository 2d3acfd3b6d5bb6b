using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Native;

/// <summary>The door to libtorch: <see cref="Initialize"/> comes before any other use of TorchSharp in a process.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>Sets the native environment, loads the libraries and the thread count. May be called again.</summary>
    /// <param name="threads">Threads of one operation; 0 takes every processor this process may use.</param>
    /// <exception cref="DllNotFoundException">The native libraries are missing or cannot run here.</exception>
    public static void Initialize(int threads = 0)
    {
        lock (Gate)
        {
            if (!_loaded)
            {
                NativeEnvironment.Apply();
                TorchLibrary.Load();
                _loaded = true;
            }

            set_num_threads(threads > 0 ? threads : Environment.ProcessorCount);
        }
    }

    /// <summary>The GPU where there is one, else the CPU.</summary>
    public static Device BestDevice()
    {
        Initialize();
        return cuda.is_available() ? CUDA : CPU;
    }
}
