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

    /// <summary>The device that is wished for; by default the GPU where there is one, else the CPU.</summary>
    /// <exception cref="DeviceException">A GPU is insisted on and there is none.</exception>
    public static Device Choose(ComputeDevice wish)
    {
        Initialize();
        if (wish != ComputeDevice.Cpu && cuda.is_available())
        {
            return CUDA;
        }
        return wish != ComputeDevice.Cuda ? CPU : throw DeviceException.Missing();
    }
}
