using System.Collections.Concurrent;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Weights;

namespace Sightloop.Training.Tests.Network;

/// <summary>The base weights, or a skip where they were not fetched.</summary>
internal static class BaseNetwork
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> Files = new();

    public static BaseWeights Weights()
    {
        Assert.SkipUnless(File.Exists(BaseWeights.DefaultPath), $"no base weights at {BaseWeights.DefaultPath}: run infra/weights");
        return BaseWeights.Load();
    }

    /// <summary>The base network's model file for that input size; written once.</summary>
    public static byte[] Exported(int side) => Files.GetOrAdd(side, _ => new(() =>
    {
        using var weights = Weights();
        return BaseModel.Export(weights, side);
    })).Value;

    public static DetectorNetwork Load()
    {
        using var weights = Weights();
        var network = DetectorNetwork.Pretrained(weights);
        network.eval();
        return network;
    }
}
