using Microsoft.ML.OnnxRuntime;

namespace Sightloop.Inference.Detection;

/// <summary>
/// One pool of working memory for all networks of the process. With a pool of its own each loaded network would keep the features of its largest
/// run, some 90 MB at 416 pixels, until it is dropped.
/// </summary>
internal static class SharedMemory
{
    /// <summary>Set to 1 in a session's configuration: it takes its memory from the shared pool.</summary>
    public const string SessionEntry = "session.use_env_allocators";

    /// <summary>Set for a run: what the pool has too much goes back to the system when the run has ended.</summary>
    public const string ShrinkEntry = "memory.enable_memory_arena_shrinkage";

    public const string ShrinkOnCpu = "cpu:0";

    private const int ExtendBySameAsRequested = 1;
    private const int Default = -1;

    /// <summary>To be called once, before the first session is opened.</summary>
    public static void Register()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var pool = new OrtArenaCfg(0, ExtendBySameAsRequested, Default, Default);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, pool);
    }
}
