using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Weights;

/// <summary>
/// Reads and writes named tensors in the safetensors format, which PyTorch and most tools read: the header's length
/// (8 bytes, little-endian), a JSON header, then the values in row-major order.
/// </summary>
public static class Safetensors
{
    private const string MetadataKey = "__metadata__";
    private const long LargestHeader = 100_000_000;

    private static readonly Dictionary<ScalarType, string> Names = new()
    {
        [ScalarType.Float32] = "F32",
        [ScalarType.Float64] = "F64",
        [ScalarType.Float16] = "F16",
        [ScalarType.BFloat16] = "BF16",
        [ScalarType.Int64] = "I64",
        [ScalarType.Int32] = "I32",
        [ScalarType.Byte] = "U8",
        [ScalarType.Bool] = "BOOL",
    };

    /// <summary>Writes tensors of any device and layout, in order of their names.</summary>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject();
        if (metadata is not null)
        {
            header[MetadataKey] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        var ordered = tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        long end = 0;
        foreach (var (name, tensor) in ordered)
        {
            var begin = end;
            end += tensor.numel() * tensor.element_size();
            header[name] = new JsonObject
            {
                ["dtype"] = Names[tensor.dtype],
                ["shape"] = new JsonArray([.. tensor.shape.Select(side => (JsonNode)side)]),
                ["data_offsets"] = new JsonArray(begin, end),
            };
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (8 - (json.Length % 8)) % 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        stream.Write(length);
        stream.Write(json);
        stream.Write("        "u8[..padding]);
        foreach (var (_, tensor) in ordered)
        {
            using var scope = NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Reads all tensors to the CPU; the caller owns them.</summary>
    /// <exception cref="InvalidDataException">The stream is no safetensors file or is cut short.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(Stream stream)
    {
        try
        {
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is <= 0 or > LargestHeader)
            {
                throw new InvalidDataException("Not a safetensors file: the header's length is not believable.");
            }

            var json = new byte[length];
            stream.ReadExactly(json);
            using var header = JsonDocument.Parse(json);
            return ReadTensors(stream, header.RootElement);
        }
        catch (Exception broken) when (broken is EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Not a complete safetensors file: {broken.Message}", broken);
        }
    }

    private static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) ReadTensors(Stream stream, JsonElement header)
    {
        var metadata = header.TryGetProperty(MetadataKey, out var texts)
            ? texts.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!)
            : [];
        var entries = header.EnumerateObject()
            .Where(entry => entry.Name != MetadataKey)
            .OrderBy(entry => entry.Value.GetProperty("data_offsets")[0].GetInt64());
        var tensors = new Dictionary<string, Tensor>();
        long position = 0;
        foreach (var entry in entries)
        {
            var type = entry.Value.GetProperty("dtype").GetString();
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ToArray();
            var tensor = empty(shape, dtype: Names.First(name => name.Value == type).Key).DetachFromDisposeScope();
            tensors.Add(entry.Name, tensor);
            var offsets = entry.Value.GetProperty("data_offsets");
            var size = tensor.numel() * tensor.element_size();
            if (offsets[0].GetInt64() != position || offsets[1].GetInt64() != position + size)
            {
                throw new InvalidDataException($"Not a safetensors file: the place of {entry.Name} does not fit its shape.");
            }

            stream.ReadExactly(tensor.bytes);
            position += size;
        }

        return (tensors, metadata);
    }
}
