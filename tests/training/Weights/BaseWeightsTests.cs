using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Weights;
using Sightloop.Training.Tests.Network;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Weights;

public sealed class BaseWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sightloop-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Missing_weights_say_how_to_get_them()
    {
        var missing = Assert.Throws<FileNotFoundException>(() => BaseWeights.Load(_folder));

        Assert.Contains("infra/weights", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        BaseNetwork.Weights().Dispose();
        var manifest = Path.Combine(_folder, "nanodet.json");
        File.Copy(BaseWeights.DefaultPath, manifest);
        var values = File.ReadAllBytes(Path.ChangeExtension(BaseWeights.DefaultPath, ".bin"));
        values[1000] ^= 1;
        File.WriteAllBytes(Path.ChangeExtension(manifest, ".bin"), values);

        var refusal = Assert.Throws<InvalidDataException>(() => BaseWeights.Load(manifest));

        Assert.Contains("nanodet.bin", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trained_network_can_be_the_base_of_another()
    {
        using var weights = BaseNetwork.Weights();
        using var trained = DetectorNetwork.FromBase(weights, classes: 2, seed: 3);
        var path = Path.Combine(_folder, "trained.safetensors");
        using (var file = File.Create(path))
        {
            ModuleState.Save(trained, file);
        }

        using var saved = BaseWeights.Load(path);
        using var restored = DetectorNetwork.Pretrained(saved);
        using var scope = NewDisposeScope();

        Assert.Equal(2, restored.Classes);
        Assert.True(restored.Neck.Laterals[0].Kernel.Equals(trained.Neck.Laterals[0].Kernel));
        Assert.True(restored.Head.Levels[2].Classify.Kernel.Equals(trained.Head.Levels[2].Classify.Kernel));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name()
    {
        using var weights = BaseNetwork.Weights();
        using var network = new DetectorNetwork(classes: 3);

        var refusal = Assert.Throws<InvalidDataException>(() => ModuleState.Restore(network, weights.Tensors));

        Assert.Contains("head.level8.classify.weight is [80, 128, 1, 1], not [3, 128, 1, 1]", refusal.Message, StringComparison.Ordinal);
    }
}
