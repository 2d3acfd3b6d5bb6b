using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Head;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Neck;
using Sightloop.Training.Detector.Weights;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>The detector: <see cref="CspBackbone"/>, <see cref="Pan"/>, <see cref="GflHead"/>. Any input whose sides are multiples of 32.</summary>
public sealed class DetectorNetwork : nn.Module<Tensor, DetectorOutput>
{
    /// <summary>A fresh class row answers this score everywhere: focal losses start calm (arXiv 1708.02002, 4.1).</summary>
    private const double PriorScore = 0.01;

    private readonly Dictionary<(long Height, long Width, string Device), AnchorGrid> _grids = [];

    /// <summary>All parameters zero; see <see cref="FromBase"/> and <see cref="ModuleState.Restore"/>.</summary>
    public DetectorNetwork(int classes) : base("detector")
    {
        Classes = classes;
        Backbone = new CspBackbone();
        Neck = new Pan();
        Head = new GflHead(classes);
        RegisterComponents();
    }

    public int Classes { get; }

    [field: ComponentName(Name = "backbone")]
    public CspBackbone Backbone { get; }

    [field: ComponentName(Name = "neck")]
    public Pan Neck { get; }

    [field: ComponentName(Name = "head")]
    public GflHead Head { get; }

    /// <summary>How the convolutions compute; float32 until set.</summary>
    public Precision Precision
    {
        get => Backbone.Precision;
        set => Backbone.Precision = value;
    }

    /// <summary>
    /// A network for a project's classes on base weights: everything is kept but the rows of the classes, which start small
    /// and at a score of 0.01.
    /// </summary>
    public static DetectorNetwork FromBase(BaseWeights weights, int classes, int seed)
    {
        var network = new DetectorNetwork(classes);
        ModuleState.Restore(network, weights.Tensors, except: name => name.Contains(".classify.", StringComparison.Ordinal));
        using var generator = new Generator((ulong)seed);
        using var _ = no_grad();
        foreach (var level in network.Head.Levels)
        {
            using var rows = randn(level.Classify.Kernel.shape, generator: generator).Times(0.01);
            level.Classify.Kernel.copy_(rows);
            level.Classify.Bias.FillInPlace(-Math.Log((1 - PriorScore) / PriorScore));
        }

        return network;
    }

    /// <summary>The base network as it is, with the classes it was trained on.</summary>
    public static DetectorNetwork Pretrained(BaseWeights weights)
    {
        var network = new DetectorNetwork(weights.Classes);
        ModuleState.Restore(network, weights.Tensors);
        return network;
    }

    /// <summary>Predicts raw outputs of a batch.</summary>
    /// <param name="images">[b, 3, S, S], float32, RGB 0..255, letterboxed; S is a multiple of 32.</param>
    public override DetectorOutput forward(Tensor images) => Predict(images, Backbone.call(images));

    /// <summary>Raw outputs and, from the same pass, the images' embeddings [b, 768].</summary>
    public (DetectorOutput Output, Tensor Embedding) PredictAndEmbed(Tensor images)
    {
        var features = Backbone.call(images);
        return (Predict(images, features), features.Embed());
    }

    /// <summary>The anchors of inputs of that size in pixels, on the parameters' device. Owned by the network.</summary>
    public AnchorGrid Anchors(long height, long width)
    {
        var device = Backbone.Stem.Kernel.device;
        if (!_grids.TryGetValue((height, width, device.ToString()), out var grid))
        {
            grid = new AnchorGrid((int)height, (int)width, device);
            _grids.Add((height, width, device.ToString()), grid);
        }

        return grid;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var grid in _grids.Values)
            {
                grid.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private DetectorOutput Predict(Tensor images, FeaturePyramid features)
    {
        var (logits, bins) = Head.call(Neck.call(features));
        return new DetectorOutput(logits, bins, Anchors(images.shape[2], images.shape[3]));
    }
}
