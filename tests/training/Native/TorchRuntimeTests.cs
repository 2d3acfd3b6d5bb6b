using System.Runtime.InteropServices;
using Sightloop.Training.Detector.Native;
using TorchSharp;

namespace Sightloop.Training.Tests.Native;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void Torch_computes_on_this_machine_after_initialisation()
    {
        TorchRuntime.Initialize(threads: 2);

        using var product = torch.ones(2, 3).matmul(torch.ones(3, 2));

        Assert.Equal([3f, 3f, 3f, 3f], product.data<float>().ToArray());
        Assert.Equal(2, torch.get_num_threads());
    }

    [Fact]
    public void Torch_is_loaded_from_the_application_folder_without_copies_of_the_libraries()
    {
        TorchRuntime.Initialize();
        using var one = torch.ones(1);

        var loaded = File.ReadLines("/proc/self/maps").Where(line => line.Contains("libtorch_cpu.so", StringComparison.Ordinal));

        Assert.Contains(loaded, line => line.EndsWith(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"), StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public void Native_code_sees_the_passive_wait_policy()
    {
        TorchRuntime.Initialize();

        Assert.Equal("passive", Marshal.PtrToStringUTF8(GetEnvironment("OMP_WAIT_POLICY")));
    }

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr GetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
