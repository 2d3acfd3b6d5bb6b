using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Detector.Data;

/// <summary>One labelled object.</summary>
/// <param name="ClassId">Id of its class.</param>
/// <param name="Box">Pixels of the upright image.</param>
public sealed record LabelledBox(Guid ClassId, Box Box);

/// <summary>One labelled image of a snapshot.</summary>
/// <param name="ImageId">Id of the image.</param>
/// <param name="ObjectKey">Where its bytes are.</param>
/// <param name="Width">Pixels of the upright image; scales the boxes to what the decoder returns.</param>
/// <param name="Height">Pixels of the upright image.</param>
/// <param name="Boxes">Its objects; none makes it an image of background.</param>
/// <param name="ImageClass">Classification: the image's class. Null in detection.</param>
/// <param name="Validation">It belongs to the frozen validation part.</param>
public sealed record TrainingSample(
    Guid ImageId, string ObjectKey, int Width, int Height, IReadOnlyList<LabelledBox> Boxes, Guid? ImageClass, bool Validation);
