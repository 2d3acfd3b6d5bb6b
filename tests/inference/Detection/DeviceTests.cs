using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Tests.Hosting;

namespace Sightloop.Inference.Tests.Detection;

public sealed class DeviceTests
{
    private static bool HasGpu => OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");

    [Theory, InlineData("cpu"), InlineData("CPU"), InlineData("auto")]
    public void A_model_opens_on_what_there_is(string device)
    {
        using var detector = Factory(device).Open(TestModels.Detector);

        Assert.Equal(TestModels.ImageSize, detector.Description.ImageSize);
    }

    [Fact]
    public void Who_insists_on_a_gpu_is_told_where_there_is_none()
    {
        if (HasGpu)
        {
            Factory("cuda").Open(TestModels.Detector).Dispose();
            return;
        }

        Assert.Throws<OnnxRuntimeException>(() => Factory("cuda").Open(TestModels.Detector));
    }

    [Fact]
    public void The_gpu_and_its_memory_are_what_the_settings_say()
    {
        var settings = DetectorFactory.CudaSettings(new DetectorOptions { DeviceId = 3, DeviceMemoryMegabytes = 6144 });

        Assert.Equal("3", settings["device_id"]);
        Assert.Equal("6442450944", settings["gpu_mem_limit"]);
    }

    private static DetectorFactory Factory(string device) =>
        new(Options.Create(new DetectorOptions { Device = device }), NullLogger<DetectorFactory>.Instance);
}
