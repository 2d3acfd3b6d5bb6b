using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Sightloop.Inference.Detection;

/// <summary>Opens model files with ONNX Runtime on the device that was chosen.</summary>
public sealed partial class DetectorFactory(IOptions<DetectorOptions> options, ILogger<DetectorFactory> log)
{
    private const string CudaProvider = "CUDAExecutionProvider";

    static DetectorFactory() => SharedMemory.Register();

    /// <param name="file">The bytes of an ONNX file.</param>
    /// <param name="threads">Threads of a run; null takes the options'.</param>
    /// <exception cref="OnnxRuntimeException">Not a model ONNX Runtime can run, or the GPU that was insisted on is not there.</exception>
    /// <exception cref="InvalidDataException">A model, but not one of this product.</exception>
    public IDetector Open(byte[] file, int? threads = null)
    {
        var count = threads ?? options.Value.Threads;
        if (OpenOnGpu(file, count) is { } onGpu)
        {
            return new OnnxDetector(onGpu);
        }

        using var session = Configure(count);
        return new OnnxDetector(new InferenceSession(file, session));
    }

    /// <summary>What ONNX Runtime's CUDA provider is told: which GPU, and how much of its memory a network may take.</summary>
    public static Dictionary<string, string> CudaSettings(DetectorOptions options) => new()
    {
        ["device_id"] = options.DeviceId.ToString(),
        ["gpu_mem_limit"] = ((long)options.DeviceMemoryMegabytes << 20).ToString(),
        ["arena_extend_strategy"] = "kSameAsRequested",
    };

    private SessionOptions Configure(int threads)
    {
        var session = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin between two layers take the cores from a training, and from decoding, beside them.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session.AddSessionConfigEntry(SharedMemory.SessionEntry, "1");
        return session;
    }

    /// <returns>Null where the CPU is to run it.</returns>
    private InferenceSession? OpenOnGpu(byte[] file, int threads)
    {
        var wish = options.Value.Device.ToUpperInvariant();
        var isThere = OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider);
        if (wish == "CPU" || (wish == "AUTO" && !isThere))
        {
            return null;
        }

        try
        {
            using var session = Configure(threads);
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(CudaSettings(options.Value));
            session.AppendExecutionProvider_CUDA(cuda);
            // A driver that is missing, or memory that is full, shows only when the session is made.
            return new InferenceSession(file, session);
        }
        catch (OnnxRuntimeException e) when (wish == "AUTO")
        {
            Log.NoGpu(log, e);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The GPU cannot be used; networks run on the CPU")]
        public static partial void NoGpu(ILogger logger, Exception error);
    }
}
