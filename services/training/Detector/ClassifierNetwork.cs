using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>One label for a whole image: a linear layer on the pooled features of the detector's backbone.</summary>
public sealed class ClassifierNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>All parameters of the backbone zero; see <see cref="FromBase"/> and <see cref="ModuleState.Restore"/>.</summary>
    public ClassifierNetwork(int classes) : base("classifier")
    {
        Classes = classes;
        Backbone = new CspBackbone();
        Linear = nn.Linear(CspBackbone.EmbeddingLength, classes);
        RegisterComponents();
    }

    public int Classes { get; }

    [field: ComponentName(Name = "backbone")]
    public CspBackbone Backbone { get; }

    /// <summary>[768] → [classes].</summary>
    [field: ComponentName(Name = "linear")]
    public TorchSharp.Modules.Linear Linear { get; }

    /// <summary>How the convolutions compute; float32 until set.</summary>
    public Precision Precision
    {
        get => Backbone.Precision;
        set => Backbone.Precision = value;
    }

    /// <summary>A network for a project's classes: the base weights' backbone, every class equally likely at first.</summary>
    public static ClassifierNetwork FromBase(BaseWeights weights, int classes, int seed)
    {
        var network = new ClassifierNetwork(classes);
        var backbone = weights.Tensors.Where(tensor => tensor.Key.StartsWith("backbone.", StringComparison.Ordinal)).ToDictionary();
        ModuleState.Restore(network, backbone, except: name => name.StartsWith("linear.", StringComparison.Ordinal));
        using var generator = new Generator((ulong)seed);
        using var _ = no_grad();
        using var rows = randn(network.Linear.weight.shape, generator: generator).Times(0.01);
        network.Linear.weight.copy_(rows);
        network.Linear.bias!.zero_();
        return network;
    }

    /// <summary>Class logits.</summary>
    /// <param name="images">[b, 3, S, S], float32, RGB 0..255, letterboxed; S is a multiple of 32.</param>
    /// <returns>[b, classes]; probabilities are its softmax.</returns>
    public override Tensor forward(Tensor images) => Linear.call(Backbone.call(images).Pool());
}
