using Google.Protobuf;
using Sightloop.Training.Detector.Export.Onnx;
using static Sightloop.Training.Detector.Export.Onnx.AttributeProto.Types;

namespace Sightloop.Training.Detector.Export;

/// <summary>Attributes of ONNX nodes.</summary>
internal static class NodeAttribute
{
    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Number(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Integers(string name, params long[] values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values } };
}
