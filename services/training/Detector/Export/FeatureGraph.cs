using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Neck;
using static Sightloop.Training.Detector.Export.NodeAttribute;

namespace Sightloop.Training.Detector.Export;

/// <summary>Backbone, neck and embedding as ONNX nodes, named like the modules they come from.</summary>
internal sealed class FeatureGraph(GraphWriter writer)
{
    /// <summary>Names of the features at 1/8, 1/16 and 1/32.</summary>
    public sealed record Levels(string Fine, string Middle, string Coarse);

    public Levels Backbone(CspBackbone backbone, string images)
    {
        var mean = writer.Floats("backbone.mean", Normalisation.Mean, 1, 3, 1, 1);
        var deviation = writer.Floats("backbone.deviation", Normalisation.Deviation, 1, 3, 1, 1);
        var centred = writer.Node("Sub", "backbone.centred", [images, mean]);
        var normal = writer.Node("Div", "backbone.normal", [centred, deviation]);
        var stem = Convolve(backbone.Stem, "backbone.stem", normal);
        var pooled = writer.Node(
            "MaxPool", "backbone.pool", [stem],
            Integers("kernel_shape", 3, 3), Integers("strides", 2, 2), Integers("pads", 1, 1, 1, 1));
        var outputs = new List<string> { pooled };
        foreach (var stage in backbone.Stages)
        {
            outputs.Add(Stage(stage, $"backbone.{stage.GetName()}", outputs[^1]));
        }

        return new Levels(outputs[^3], outputs[^2], outputs[^1]);
    }

    public Levels Neck(Pan neck, Levels features)
    {
        var coarse = Convolve(neck.Laterals[2], "neck.lateral2", features.Coarse);
        var middle = writer.Node(
            "Add", "neck.middle.down", [Convolve(neck.Laterals[1], "neck.lateral1", features.Middle), Up("neck.coarse.up", coarse)]);
        var fine = writer.Node(
            "Add", "neck.fine", [Convolve(neck.Laterals[0], "neck.lateral0", features.Fine), Up("neck.middle.up", middle)]);
        middle = writer.Node("Add", "neck.middle", [middle, Down("neck.fine.down", fine)]);
        coarse = writer.Node("Add", "neck.coarse", [coarse, Down("neck.middle.half", middle)]);
        return new Levels(fine, middle, coarse);
    }

    public string Convolve(Convolution layer, string name, string input)
    {
        var (kernel, bias) = (writer.Weight($"{name}.weight", layer.Kernel), writer.Weight($"{name}.bias", layer.Bias));
        var size = layer.Kernel.shape[2];
        var output = writer.Node(
            "Conv", layer.Activated ? $"{name}.linear" : name, [input, kernel, bias],
            Integers("kernel_shape", size, size),
            Integers("strides", layer.Stride, layer.Stride),
            Integers("pads", layer.Padding, layer.Padding, layer.Padding, layer.Padding));
        return layer.Activated
            ? writer.Node("LeakyRelu", name, [output], Number("alpha", (float)Convolution.LeakySlope))
            : output;
    }

    /// <summary>Middle and coarse features averaged over the image. [b, 768].</summary>
    public string Pool(Levels features)
    {
        var middle = writer.Node("GlobalAveragePool", "pool.middle", [features.Middle]);
        var coarse = writer.Node("GlobalAveragePool", "pool.coarse", [features.Coarse]);
        var both = writer.Node("Concat", "pool.both", [middle, coarse], Integer("axis", 1));
        return writer.Node("Flatten", "pool", [both], Integer("axis", 1));
    }

    /// <summary>The pooled vector at length one. [b, 768].</summary>
    public void Embed(string pooled, string output)
    {
        var norm = writer.Node("ReduceL2", "pool.norm", [pooled], Integers("axes", 1), Integer("keepdims", 1));
        var least = writer.Floats("pool.least", [1e-12f], 1);
        writer.Node("Div", output, [pooled, writer.Node("Max", "pool.length", [norm, least])]);
    }

    private string Stage(CspStage stage, string name, string input)
    {
        var entry = Convolve(stage.Entry, $"{name}.entry", input);
        var inner = entry;
        foreach (var residual in stage.Residuals)
        {
            var own = $"{name}.{residual.GetName()}";
            var reduced = Convolve(residual.Reduce, $"{own}.reduce", inner);
            inner = writer.Node("Concat", own, [Convolve(residual.Mix, $"{own}.mix", reduced), reduced], Integer("axis", 1));
        }

        return writer.Node("Concat", name, [Convolve(stage.Exit, $"{name}.exit", inner), entry], Integer("axis", 1));
    }

    private string Up(string name, string input) => writer.Node(
        "Resize", name, [input, "", writer.Floats($"{name}.scales", [1, 1, 2, 2], 4)],
        Text("mode", "linear"), Text("coordinate_transformation_mode", "half_pixel"));

    private string Down(string name, string input) =>
        writer.Node("AveragePool", name, [input], Integers("kernel_shape", 2, 2), Integers("strides", 2, 2));
}
