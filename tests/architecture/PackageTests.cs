using System.Text.Json;

namespace Sightloop.Architecture.Tests;

/// <summary>The packages that must carry the product, and the two flavours of its native ones.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("MassTransit.RabbitMQ", "shared/Sightloop.Platform")]
    [InlineData("Minio", "shared/Sightloop.Platform")]
    [InlineData("Dapper", "shared/Sightloop.Platform")]
    [InlineData("Polly", "shared/Sightloop.Platform")]
    [InlineData("Yarp.ReverseProxy", "services/gateway")]
    [InlineData("TorchSharp", "services/training")]
    [InlineData("Microsoft.ML.OnnxRuntime", "services/inference")]
    public void A_required_package_is_referenced_where_it_works(string package, string folder) =>
        Assert.Contains(package, Repository.Projects.Single(project => project.Folder == folder).Packages);

    [Theory]
    [InlineData("services/training", "cpu", new[] { "TorchSharp" }, new[] { "TorchSharp-cuda-linux", "Microsoft.ML.OnnxRuntime.Gpu" })]
    [InlineData("services/training", "cuda", new[] { "TorchSharp", "TorchSharp-cuda-linux", "Microsoft.ML.OnnxRuntime.Gpu" }, new[] { "TorchSharp-cpu", "libtorch-cpu-linux-x64", "Microsoft.ML.OnnxRuntime" })]
    [InlineData("services/inference", "cpu", new[] { "Microsoft.ML.OnnxRuntime" }, new[] { "Microsoft.ML.OnnxRuntime.Gpu" })]
    [InlineData("services/inference", "cuda", new[] { "Microsoft.ML.OnnxRuntime.Gpu" }, new[] { "Microsoft.ML.OnnxRuntime" })]
    public void The_accelerator_chooses_the_native_packages(string folder, string accelerator, string[] present, string[] absent)
    {
        var project = Repository.Projects.Single(project => project.Folder == folder).File;
        using var items = JsonDocument.Parse(
            Repository.Run("dotnet", "msbuild", project, "-getItem:PackageReference", $"-p:Accelerator={accelerator}"));
        var packages = items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).ToList();
        Assert.All(present, package => Assert.Contains(package, packages));
        Assert.All(absent, package => Assert.DoesNotContain(package, packages));
    }
}
