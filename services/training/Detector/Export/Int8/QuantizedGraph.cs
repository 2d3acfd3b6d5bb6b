using System.Runtime.InteropServices;
using Google.Protobuf;
using Sightloop.Training.Detector.Export.Onnx;
using static Sightloop.Training.Detector.Export.Onnx.TensorProto.Types;

namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>
/// A detector's float32 file with its convolutions in whole numbers, in the form ONNX Runtime recognises and computes as such: each tensor between them is
/// brought to 256 steps and back (QuantizeLinear, DequantizeLinear), weights lie in the file as int8. Inputs, outputs and metadata stay as they are.
/// <para>
/// Float stay the stem and the stage at 1/4 of the resolution, where few channels make whole numbers slower, the neck's sums, the head's last convolutions and
/// all that follows them (arXiv 1806.08342; what else was measured: TRAINING.md).
/// </para>
/// </summary>
public sealed class QuantizedGraph
{
    private static readonly string[] FloatFrom = ["backbone.stem", "backbone.stage4."];
    private static readonly string[] FloatTo = [".classify", ".regress"];
    private readonly ModelProto model;
    private readonly HashSet<string> tensors = [];

    /// <param name="file">Written by <see cref="OnnxExporter"/>.</param>
    public QuantizedGraph(byte[] file)
    {
        model = ModelProto.Parser.ParseFrom(file);
        foreach (var node in model.Graph.Node)
        {
            if (IsQuantized(node))
            {
                tensors.Add(node.Input[0]);
                tensors.Add(node.Output[0]);
            }
            else if (HandsOn(node) && node.Input.All(tensors.Contains))
            {
                tensors.Add(node.Output[0]);
            }
        }
    }

    /// <summary>What needs a range.</summary>
    public IReadOnlyCollection<string> Tensors => tensors;

    /// <summary>The quantised file.</summary>
    /// <param name="ranges">Of each of <see cref="Tensors"/>.</param>
    public byte[] Write(IReadOnlyDictionary<string, ActivationRange> ranges)
    {
        var quantized = model.Clone();
        var graph = quantized.Graph;
        var constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        graph.Node.Clear();
        foreach (var node in model.Graph.Node)
        {
            var copy = node.Clone();
            if (IsQuantized(node))
            {
                Weigh(copy, ranges[node.Input[0]].Scale, graph, constants);
            }

            for (var i = 0; i < copy.Input.Count; i++)
            {
                copy.Input[i] = tensors.Contains(copy.Input[i]) ? Back(copy.Input[i]) : copy.Input[i];
            }

            graph.Node.Add(copy);
            foreach (var output in copy.Output.Where(tensors.Contains))
            {
                Step(output, ranges[output], graph, constants);
            }
        }

        graph.Initializer.Clear();
        graph.Initializer.AddRange(constants.Values);
        return quantized.ToByteArray();
    }

    private static bool IsQuantized(NodeProto node) => node.OpType == "Conv"
        && !FloatFrom.Any(name => node.Name.StartsWith(name, StringComparison.Ordinal)) && !FloatTo.Any(name => node.Name.EndsWith(name, StringComparison.Ordinal));

    /// <summary>ONNX Runtime has whole-number kernels for these; the head's last activation is read by float convolutions only.</summary>
    private static bool HandsOn(NodeProto node) =>
        node.OpType is "LeakyRelu" or "Concat" && !node.Name.StartsWith("head.", StringComparison.Ordinal);

    private static string Back(string tensor) => $"{tensor}.back";

    /// <summary>A tensor to steps and back.</summary>
    private static void Step(string tensor, ActivationRange range, GraphProto graph, Dictionary<string, TensorProto> constants)
    {
        var scale = Constant<float>(constants, $"{tensor}.scale", DataType.Float, [range.Scale], []);
        var zero = Constant<byte>(constants, $"{tensor}.zero", DataType.Uint8, [range.Zero], []);
        var steps = Node(graph, "QuantizeLinear", $"{tensor}.steps", [tensor, scale, zero]);
        Node(graph, "DequantizeLinear", Back(tensor), [steps, scale, zero]);
    }

    /// <summary>Kernel and bias of a convolution as whole numbers; the file keeps no float ones.</summary>
    private static void Weigh(NodeProto convolution, float inputScale, GraphProto graph, Dictionary<string, TensorProto> constants)
    {
        var (kernel, bias) = (constants[convolution.Input[1]], constants[convolution.Input[2]]);
        var weights = ChannelWeights.Of(Floats(kernel), Floats(bias), inputScale);
        constants.Remove(kernel.Name);
        constants.Remove(bias.Name);
        long[] channels = [weights.Scales.Length];
        var axis = NodeAttribute.Integer("axis", 0);
        Node(
            graph, "DequantizeLinear", kernel.Name,
            [
                Constant<sbyte>(constants, $"{kernel.Name}.int8", DataType.Int8, weights.Kernel, [.. kernel.Dims]),
                Constant<float>(constants, $"{kernel.Name}.scale", DataType.Float, weights.Scales, channels),
                Constant<sbyte>(constants, $"{kernel.Name}.zero", DataType.Int8, new sbyte[channels[0]], channels),
            ],
            axis);
        Node(
            graph, "DequantizeLinear", bias.Name,
            [
                Constant<int>(constants, $"{bias.Name}.int32", DataType.Int32, weights.Bias, channels),
                Constant<float>(constants, $"{bias.Name}.scale", DataType.Float, weights.BiasScales, channels),
            ],
            axis);
    }

    private static ReadOnlySpan<float> Floats(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span);

    private static string Node(GraphProto graph, string operation, string output, string[] inputs, params AttributeProto[] attributes)
    {
        graph.Node.Add(new NodeProto { OpType = operation, Name = output, Output = { output }, Input = { inputs }, Attribute = { attributes } });
        return output;
    }

    private static string Constant<T>(Dictionary<string, TensorProto> constants, string name, DataType type, ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged
    {
        constants.Add(name, new TensorProto { Name = name, DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) });
        return name;
    }
}
