using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Weights;

/// <summary>A module's parameters by name, to and from files.</summary>
public static class ModuleState
{
    /// <summary>Writes the parameters as a safetensors file.</summary>
    public static void Save(nn.Module module, Stream stream, IReadOnlyDictionary<string, string>? metadata = null) =>
        Safetensors.Write(stream, module.state_dict(), metadata);

    /// <summary>Copies tensors into the module's parameters of the same names.</summary>
    /// <param name="module">Keeps its device and types.</param>
    /// <param name="tensors">Others than the module's are an error: a file of another network.</param>
    /// <param name="except">Names left alone on both sides.</param>
    /// <exception cref="InvalidDataException">A name is missing or unknown, or a shape differs; nothing was copied.</exception>
    public static void Restore(nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, Func<string, bool>? except = null)
    {
        var own = module.state_dict().Where(entry => except?.Invoke(entry.Key) != true).ToDictionary();
        var given = tensors.Where(entry => except?.Invoke(entry.Key) != true).ToDictionary();
        var wrong = own.Keys.Except(given.Keys).Select(name => $"{name} is missing")
            .Concat(given.Keys.Except(own.Keys).Select(name => $"{name} is unknown"))
            .Concat(own.Where(entry => given.TryGetValue(entry.Key, out var tensor) && !tensor.shape.SequenceEqual(entry.Value.shape))
                .Select(entry => $"{entry.Key} is [{string.Join(", ", given[entry.Key].shape)}], not [{string.Join(", ", entry.Value.shape)}]"))
            .ToArray();
        if (wrong.Length > 0)
        {
            throw new InvalidDataException($"The weights do not fit the network: {string.Join("; ", wrong.Take(5))}.");
        }

        using var _ = no_grad();
        foreach (var (name, tensor) in own)
        {
            tensor.copy_(given[name]);
        }
    }
}
