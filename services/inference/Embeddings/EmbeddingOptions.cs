namespace Sightloop.Inference.Embeddings;

/// <summary>Section "Inference:Embeddings".</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Inference:Embeddings";

    /// <summary>The model file whose embeddings are used for every project, so that they compare.</summary>
    public string ModelKey { get; set; } = "models/base.onnx";

    /// <summary>How long nobody must have uploaded, predicted or labelled before it begins.</summary>
    public double QuietSeconds { get; set; } = 1;
}
