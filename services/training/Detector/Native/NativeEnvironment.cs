using System.Runtime.InteropServices;

namespace Sightloop.Training.Detector.Native;

/// <summary>What libgomp and malloc must be told before libtorch is loaded.</summary>
/// <remarks>
/// Environment.SetEnvironmentVariable does not reach native code. A training child gets <see cref="Variables"/> from its
/// parent; <see cref="TorchRuntime.Initialize"/> also sets them in process, early enough as long as it is called first.
/// </remarks>
public static partial class NativeEnvironment
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;

    /// <summary>Waiting threads sleep instead of spinning: without it training is 5 to 10 times slower when anything else runs.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["OMP_WAIT_POLICY"] = "passive",
        ["GOMP_SPINCOUNT"] = "0",
    };

    /// <summary>Sets <see cref="Variables"/> for native code of this process, where they are not set yet.</summary>
    public static void Apply()
    {
        foreach (var (name, value) in Variables)
        {
            _ = SetEnvironment(name, value, overwrite: 0);
        }
    }

    /// <summary>
    /// Keeps freed memory in the heap instead of giving it back to the system after each step, which halves system time
    /// while training. For a training child: the process holds on to its peak.
    /// </summary>
    public static void KeepFreedMemory()
    {
        _ = Mallopt(MmapMax, 0);
        _ = Mallopt(TrimThreshold, int.MaxValue);
        _ = Mallopt(TopPad, 64 << 20);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
