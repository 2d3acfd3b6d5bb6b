namespace Sightloop.Training.Detector.Losses;

/// <summary>What the network said about some images of a batch, ready for its loss.</summary>
/// <param name="Weight">What these images contribute to the batch's normaliser.</param>
/// <param name="Loss">The loss of these images, divided by the normaliser of the whole batch.</param>
public sealed record Prediction(float Weight, Func<float, LossTerms> Loss);
