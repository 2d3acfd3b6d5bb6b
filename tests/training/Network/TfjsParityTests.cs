using System.Diagnostics;
using System.Runtime.InteropServices;
using Sightloop.Training.Detector.Weights;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Network;

/// <summary>The COCO network against TensorFlow.js executing the graph the weights came with.</summary>
public sealed class TfjsParityTests
{
    private const int Side = 416;
    private const int Cells = 3549;
    private const string Packages =
        "@tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0";

    [Fact]
    public async Task The_network_agrees_with_an_independent_executor_of_the_same_graph()
    {
        using var network = BaseNetwork.Load();
        var image = Photo.Raccoons(1, Side)[0];
        var expected = await RunTfjsAsync(image, TestContext.Current.CancellationToken);

        using var scope = NewDisposeScope();
        var output = network.call(tensor(image, [1, 3, Side, Side]));

        var (scores, bins) = (expected[..(Cells * 80)], expected[(Cells * 80)..]);
        Assert.InRange(scores.Max(), 0.3f, 1f);
        Assert.InRange(LargestDifference(scores, output.Scores()), 0, 1e-5f);
        Assert.InRange(LargestDifference(bins, output.Bins), 0, 1e-4f);
    }

    private static float LargestDifference(float[] expected, Tensor actual)
    {
        var values = actual.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        return expected.Zip(values, (a, b) => Math.Abs(a - b)).Max();
    }

    private static async Task<float[]> RunTfjsAsync(float[] image, CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(BaseWeights.DefaultPath))!, "tfjs-4.22.0");
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true }""", cancellation);
            var install = await RunAsync(folder, "npm", $"install --ignore-scripts --no-audit --no-fund --silent {Packages}", cancellation);
            Assert.SkipUnless(install == "", $"TensorFlow.js could not be installed: {install}");
        }

        var script = Path.Combine(folder, "tfjs-parity.mjs");
        var (input, output) = (Path.Combine(folder, "input.bin"), Path.Combine(folder, "output.bin"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Network", "tfjs-parity.mjs"), script, overwrite: true);
        await File.WriteAllBytesAsync(input, MemoryMarshal.AsBytes<float>(image).ToArray(), cancellation);
        var weights = Path.GetDirectoryName(BaseWeights.DefaultPath)!;
        Assert.Equal("", await RunAsync(folder, "node", $"{script} {weights} {input} {output}", cancellation));
        return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(output, cancellation)).ToArray();
    }

    /// <summary>Empty when the program ended well, else what it complained about; a missing program is a skip.</summary>
    private static async Task<string> RunAsync(string folder, string program, string arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            var text = $"{await said}{await complained}";
            return process.ExitCode == 0 ? "" : $"{program} ended with {process.ExitCode}: {text}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }
    }
}
