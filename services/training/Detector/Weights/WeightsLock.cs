using System.Security.Cryptography;

namespace Sightloop.Training.Detector.Weights;

/// <summary>The lock file of the base weights (infra/weights.lock), built into this assembly.</summary>
internal static class WeightsLock
{
    private static readonly Dictionary<string, string> Hashes = Read();

    /// <exception cref="InvalidDataException">The bytes are not the locked file of that name.</exception>
    public static void Verify(string file, ReadOnlySpan<byte> bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!Hashes.TryGetValue(Path.GetFileName(file), out var locked) || hash != locked)
        {
            throw new InvalidDataException($"{file} is not the locked file of base weights (its SHA-256 is {hash}). Delete it and run infra/weights.");
        }
    }

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(WeightsLock).Assembly.GetManifestResourceStream("weights.lock")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(words => words is ["sha256", _, _])
            .ToDictionary(words => Path.GetFileName(words[1]), words => words[2]);
    }
}
