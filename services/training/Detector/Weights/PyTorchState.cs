using System.IO.Compression;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Weights;

/// <summary>
/// Reads what torch.save writes of a state_dict (.pt, .pth, since PyTorch 1.6): a zip archive of a pickle and one file per storage. Nothing of
/// the pickle is executed. A checkpoint that keeps the state under "state_dict" or "model" is opened too.
/// </summary>
public static class PyTorchState
{
    private static readonly Dictionary<string, ScalarType> Storages = new()
    {
        ["torch FloatStorage"] = ScalarType.Float32,
        ["torch DoubleStorage"] = ScalarType.Float64,
        ["torch HalfStorage"] = ScalarType.Float16,
        ["torch BFloat16Storage"] = ScalarType.BFloat16,
        ["torch LongStorage"] = ScalarType.Int64,
    };

    /// <summary>Reads all tensors to the CPU as float32; the caller owns them.</summary>
    /// <exception cref="InvalidDataException">No such file, damaged, or more than tensors.</exception>
    public static Dictionary<string, Tensor> Read(Stream stream)
    {
        using var scope = NewDisposeScope();
        using var archive = Open(stream);
        var pickle = archive.Entries.FirstOrDefault(entry => entry.Name == "data.pkl")
            ?? throw new InvalidDataException("It is no PyTorch state: it holds no data.pkl.");
        var root = pickle.FullName[..^"data.pkl".Length];
        var state = new Pickle(Build, id => Storage(archive, root, id)).Read(Bytes(pickle)) as Dictionary<string, object?>;
        var tensors = (Inner(state, "state_dict") ?? Inner(state, "model") ?? state)?
            .Where(entry => entry.Value is Tensor)
            .ToDictionary(entry => entry.Key, entry => ((Tensor)entry.Value!).to(ScalarType.Float32).contiguous().clone().MoveToOuterDisposeScope());
        return tensors is { Count: > 0 } ? tensors : throw new InvalidDataException("It is no PyTorch state: it holds no tensor by name.");
    }

    private static Dictionary<string, object?>? Inner(Dictionary<string, object?>? state, string name) =>
        state?.GetValueOrDefault(name) as Dictionary<string, object?>;

    private static object? Build(string name, object?[] arguments) => name switch
    {
        "collections OrderedDict" => new Dictionary<string, object?>(),
        "torch._utils _rebuild_parameter" => arguments[0],
        "torch._utils _rebuild_tensor_v2" => Storage(arguments).as_strided(Sides(arguments[2]), Sides(arguments[3]), (long)arguments[1]!),
        _ => throw new InvalidDataException($"It holds a {name}, more than plain tensors: save the state_dict alone."),
    };

    private static Tensor Storage(object?[] arguments) => (Tensor)arguments[0]!;

    private static long[] Sides(object? tuple) => [.. ((object?[])tuple!).Select(side => (long)side!)];

    /// <param name="archive">The file.</param>
    /// <param name="root">The archive's one folder.</param>
    /// <param name="id">"storage", its type, its key, its device, its length.</param>
    private static Tensor Storage(ZipArchive archive, string root, object?[] id)
    {
        var kind = id[1] is { } named ? named.ToString()! : "";
        var type = Storages.FirstOrDefault(entry => kind.Contains(entry.Key, StringComparison.Ordinal)).Key is { } known
            ? Storages[known]
            : throw new InvalidDataException($"It holds values of a type that weights do not have: {kind}.");
        var values = empty((long)id[4]!, dtype: type);
        var size = (int)(values.numel() * values.element_size());
        var bytes = Bytes(archive.GetEntry($"{root}data/{id[2]}") ?? throw new InvalidDataException($"It is cut short: storage {id[2]} is missing."));
        if (bytes.Length < size)
        {
            throw new InvalidDataException($"It is cut short: storage {id[2]} has {bytes.Length} bytes.");
        }
        bytes.AsSpan(0, size).CopyTo(values.bytes);
        return values;
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("It is no PyTorch state: not an archive as torch.save writes it since PyTorch 1.6.", e);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
