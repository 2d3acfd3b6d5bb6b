using Sightloop.Contracts.Training;

namespace Sightloop.Inference.Models;

/// <summary>From which score a model's finding is worth showing.</summary>
internal static class ModelThresholds
{
    /// <summary>Where a model recommends nothing.</summary>
    public const float Default = 0.3f;

    public static float Of(ModelTrained model, int classIndex) =>
        classIndex < model.Thresholds.Count ? model.Thresholds[classIndex] : Default;
}
