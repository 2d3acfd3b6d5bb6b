using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Weights;

/// <summary>Where training starts from: a detector trained on a large public set. Holds host memory until disposed.</summary>
public sealed class BaseWeights : IDisposable
{
    private BaseWeights(Dictionary<string, Tensor> tensors) => Tensors = tensors;

    /// <summary>Where infra/weights puts the locked weights: <c>${SIGHTLOOP_CACHE:-$HOME/.cache/sightloop}/weights/nanodet.json</c>.</summary>
    public static string DefaultPath => Path.Combine(CacheFolder, "weights", "nanodet.json");

    /// <summary>The folder for what can be fetched or made again.</summary>
    internal static string CacheFolder => Environment.GetEnvironmentVariable("SIGHTLOOP_CACHE") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "sightloop");

    /// <summary>The detector's parameters by the names of <see cref="DetectorNetwork"/>, float32.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>How many classes the weights know.</summary>
    public int Classes => (int)Tensors["head.level8.classify.bias"].shape[0];

    /// <summary>Reads base weights.</summary>
    /// <param name="path">
    /// The locked nanodet.json (nanodet.bin beside it), their folder, or the state of a <see cref="DetectorNetwork"/> as .safetensors or as
    /// PyTorch saves it (.pt, .pth); null takes <see cref="DefaultPath"/>.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or not the locked one.</exception>
    public static BaseWeights Load(string? path = null)
    {
        TorchRuntime.Initialize();
        path ??= DefaultPath;
        path = Directory.Exists(path) ? Path.Combine(path, "nanodet.json") : path;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There are no base weights at {path}. Run infra/weights, or set Training:BaseWeights.", path);
        }

        using var stream = File.OpenRead(path);
        return new BaseWeights(Path.GetExtension(path) switch
        {
            ".safetensors" => Safetensors.Read(stream).Tensors,
            ".pt" or ".pth" => PyTorchState.Read(stream),
            _ => NanoDetFile.Read(path),
        });
    }

    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
