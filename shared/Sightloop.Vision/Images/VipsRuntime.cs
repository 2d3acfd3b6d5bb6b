using System.Runtime.CompilerServices;
using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>Settings of the native decoder, made once before its first use.</summary>
internal static class VipsRuntime
{
    // The library keeps the delegate's address only; the field keeps the delegate.
    private static readonly Log.LogDelegate Silent = (_, _, _) => { };

    static VipsRuntime()
    {
        // Callers work on many images at once: one thread each, and nothing kept of images that are not seen twice.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        // Warnings of damaged files go to the caller as refusals, not to standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Message | Enums.LogLevelFlags.Info, Silent);
    }

    public static void Start() => RuntimeHelpers.RunClassConstructor(typeof(VipsRuntime).TypeHandle);
}
