using System.Runtime.InteropServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Weights;

/// <summary>
/// Reads NanoDet-g as TensorFlow.js keeps it: a manifest (nanodet.json) of tensors in file order and their values
/// (nanodet.bin), half floats where the manifest says "quantization", else 4-byte integers.
/// </summary>
internal static class NanoDetFile
{
    private const int BodyLayers = 28;
    private const int CocoClasses = 80;

    /// <summary>Of each level: its stride and the number in the name of its first bias.</summary>
    private static readonly (int Stride, int Bias)[] HeadLevels = [(8, 60), (16, 66), (32, 70)];

    private static readonly (string Name, int From, int Rows)[] HeadBranches = [("classify", 0, CocoClasses), ("regress", CocoClasses, 44)];

    /// <summary>Our parameters' names, in the file's order of layers; the heads are named below.</summary>
    private static readonly string[] Layers =
    [
        "backbone.stem",
        .. Stage(4, residuals: 1), .. Stage(8, residuals: 2), .. Stage(16, residuals: 2), .. Stage(32, residuals: 3),
        "neck.lateral0", "neck.lateral1", "neck.lateral2",
    ];

    /// <summary>The network's parameters by our names; kernels [out, in, h, w], the stem's inputs in RGB order.</summary>
    public static Dictionary<string, Tensor> Read(string manifestPath)
    {
        var manifest = File.ReadAllBytes(manifestPath);
        WeightsLock.Verify(manifestPath, manifest);
        var valuesPath = Path.ChangeExtension(manifestPath, ".bin");
        var values = File.ReadAllBytes(valuesPath);
        WeightsLock.Verify(valuesPath, values);

        using var scope = NewDisposeScope();
        var source = ReadHalves(manifest, values);
        var tensors = new Dictionary<string, Tensor>();
        for (var i = 0; i < Layers.Length; i++)
        {
            tensors[$"{Layers[i]}.weight"] = Kernel(source, i);
            tensors[$"{Layers[i]}.bias"] = source[$"unknown_{2 * i}"];
        }

        // The source is trained on BGR; its first layer takes RGB when its inputs change places.
        tensors["backbone.stem.weight"] = tensors["backbone.stem.weight"].flip(1);
        foreach (var (level, (stride, bias)) in HeadLevels.Index())
        {
            var shared = BodyLayers + (2 * level);
            tensors[$"head.level{stride}.shared.weight"] = Kernel(source, shared);
            tensors[$"head.level{stride}.shared.bias"] = source[$"unknown_{bias}"];
            foreach (var (name, from, rows) in HeadBranches)
            {
                tensors[$"head.level{stride}.{name}.weight"] = Kernel(source, shared + 1).narrow(0, from, rows);
                tensors[$"head.level{stride}.{name}.bias"] = source[$"unknown_{bias + 2}"].narrow(0, from, rows);
            }
        }

        return tensors.ToDictionary(entry => entry.Key, entry => entry.Value.contiguous().clone().MoveToOuterDisposeScope());
    }

    private static IEnumerable<string> Stage(int stride, int residuals) =>
    [
        $"backbone.stage{stride}.entry",
        .. Enumerable.Range(0, residuals).SelectMany(i => new[]
        {
            $"backbone.stage{stride}.residual{i}.reduce", $"backbone.stage{stride}.residual{i}.mix",
        }),
        $"backbone.stage{stride}.exit",
    ];

    private static Tensor Kernel(Dictionary<string, Tensor> source, int layer) =>
        source[layer == 0 ? "PartitionedCall/split" : $"PartitionedCall/split_{layer}"].permute(3, 2, 0, 1); // HWIO -> OIHW

    private static Dictionary<string, Tensor> ReadHalves(byte[] manifest, byte[] values)
    {
        using var json = JsonDocument.Parse(manifest);
        var tensors = new Dictionary<string, Tensor>();
        var position = 0;
        foreach (var entry in json.RootElement.GetProperty("weightsManifest")[0].GetProperty("weights").EnumerateArray())
        {
            var shape = entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
            var count = (int)shape.Aggregate(1L, (product, side) => product * side);
            var half = entry.TryGetProperty("quantization", out _);
            if (half)
            {
                var halves = MemoryMarshal.Cast<byte, Half>(values.AsSpan(position, 2 * count));
                tensors[entry.GetProperty("name").GetString()!] = tensor([.. halves.ToArray().Select(value => (float)value)], shape);
            }

            position += count * (half ? 2 : 4);
        }

        return tensors;
    }
}
