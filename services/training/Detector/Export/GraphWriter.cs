using System.Runtime.InteropServices;
using Google.Protobuf;
using Sightloop.Training.Detector.Export.Onnx;
using TorchSharp;
using static Sightloop.Training.Detector.Export.Onnx.TensorProto.Types;

namespace Sightloop.Training.Detector.Export;

/// <summary>Writes an ONNX graph node by node. A node is named like its output, and that name is what its method answers.</summary>
internal sealed class GraphWriter(string name)
{
    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Adds an operation with one output.</summary>
    public string Node(string operation, string output, string[] inputs, params AttributeProto[] attributes) =>
        Nodes(operation, [output], inputs, attributes)[0];

    /// <summary>Adds an operation with several outputs.</summary>
    public string[] Nodes(string operation, string[] outputs, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = outputs[0] };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return outputs;
    }

    /// <summary>Keeps a parameter in the file.</summary>
    public string Weight(string name, torch.Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        var plain = values.detach().to(torch.ScalarType.Float32).cpu().contiguous();
        return Constant(name, DataType.Float, plain.bytes, plain.shape);
    }

    public string Floats(string name, ReadOnlySpan<float> values, params long[] shape) =>
        Constant(name, DataType.Float, MemoryMarshal.AsBytes(values), shape);

    public string Integers(string name, params long[] values) =>
        Constant(name, DataType.Int64, MemoryMarshal.AsBytes<long>(values), values.Length);

    /// <summary>Declares an input; a side of null is named by <paramref name="open"/> and known only when the model runs.</summary>
    public string Input(string name, string document, string open, params long?[] shape)
    {
        Graph.Input.Add(Value(name, DataType.Float, document, open, shape));
        return name;
    }

    /// <summary>Declares an output that a node of that name computes.</summary>
    public void Output(string name, string document, string open, params long?[] shape) =>
        Graph.Output.Add(Value(name, DataType.Float, document, open, shape));

    /// <summary>The same for int64.</summary>
    public void IndexOutput(string name, string document, string open, params long?[] shape) =>
        Graph.Output.Add(Value(name, DataType.Int64, document, open, shape));

    private string Constant(string name, DataType type, ReadOnlySpan<byte> littleEndian, params ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(littleEndian) };
        tensor.Dims.AddRange(shape.ToArray());
        Graph.Initializer.Add(tensor);
        return name;
    }

    private static ValueInfoProto Value(string name, DataType type, string document, string open, long?[] sides)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sides.Select(side => side is { } known
            ? new TensorShapeProto.Types.Dimension { DimValue = known }
            : new TensorShapeProto.Types.Dimension { DimParam = open }));
        return new ValueInfoProto
        {
            Name = name,
            DocString = document,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }
}
