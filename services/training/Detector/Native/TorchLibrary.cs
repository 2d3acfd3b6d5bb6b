using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Win32.SafeHandles;

namespace Sightloop.Training.Detector.Native;

/// <summary>Loads libtorch and its C# binding, also where the system's libstdc++ lacks GLIBCXX_3.4.32 (Debian 12).</summary>
internal static partial class TorchLibrary
{
    private const string Binding = "libLibTorchSharp.so";
    private const string Version = "GLIBCXX_3.4.32";

    public static void Load()
    {
        var folder = Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, Binding)))
            ?? throw new DllNotFoundException($"{Binding} is not beside the application: build for linux-x64.");
        var binding = Path.Combine(folder, Binding);
        try
        {
            NativeLibrary.Load(binding);
        }
        catch (DllNotFoundException refusal) when (refusal.Message.Contains(Version, StringComparison.Ordinal))
        {
            // A relaxed copy, in memory: the application folder may be read-only. What it needs is loaded from there first,
            // so that the loader finds it by name. TorchSharp asks for the library by name too and gets this handle.
            NativeLibrary.Load(Path.Combine(folder, "libtorch.so"));
            var handle = LoadFromMemory(VersionRelaxer.Relax(File.ReadAllBytes(binding), Version));
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
                name.Contains("LibTorchSharp", StringComparison.Ordinal) ? handle : IntPtr.Zero;
        }
    }

    private static IEnumerable<string> Folders() =>
        ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(AppContext.BaseDirectory);

    private static IntPtr LoadFromMemory(byte[] library)
    {
        var descriptor = CreateMemoryFile(Binding, flags: 0);
        if (descriptor < 0)
        {
            throw new DllNotFoundException($"The system offers no memory file for {Binding}; install libstdc++ 13 or newer.");
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(file, library, 0);
        return NativeLibrary.Load($"/proc/self/fd/{descriptor}");
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int CreateMemoryFile(string name, uint flags);
}
