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
    public void Who_insists_on_a_gpu_is_told_where_there_is_none()
    {
        Assert.Equal(DeviceType.CPU, TorchRuntime.Choose(ComputeDevice.Cpu).type);
        if (torch.cuda.is_available())
        {
            Assert.Equal(DeviceType.CUDA, TorchRuntime.Choose(ComputeDevice.Auto).type);
            return;
        }

        Assert.Equal(DeviceType.CPU, TorchRuntime.Choose(ComputeDevice.Auto).type);
        Assert.Contains("no GPU", Assert.Throws<DeviceException>(() => TorchRuntime.Choose(ComputeDevice.Cuda)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_on_the_gpu_is_told_as_such()
    {
        var full = Failure("CUDA out of memory. Tried to allocate 16.00 GiB.\nException raised from malloc");

        Assert.Contains("640 pixels", DeviceException.From(full, imageSize: 640)!.Message, StringComparison.Ordinal);
        Assert.Same(full, DeviceException.From(new AggregateException(new OperationCanceledException(), full), imageSize: 640)!.InnerException);
        Assert.Null(DeviceException.From(Failure("Expected a tensor"), imageSize: 640));
    }

    [Fact]
    public void Native_code_sees_the_passive_wait_policy()
    {
        TorchRuntime.Initialize();

        Assert.Equal("passive", Marshal.PtrToStringUTF8(GetEnvironment("OMP_WAIT_POLICY")));
    }

#pragma warning disable CA2201 // It is what TorchSharp throws.
    private static ExternalException Failure(string message) => new(message);
#pragma warning restore CA2201

    [DllImport("libc", EntryPoint = "getenv", CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr GetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
