namespace Sightloop.Training.Detector.Augmentation;

/// <summary>How strongly training images are varied. Ranges are of the letterbox scale, at which the longer side fills the input.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Share of canvases made of four images (YOLOv4, arXiv 2004.10934).</summary>
    public double Mosaic { get; init; } = 0.5;

    /// <summary>Scale of the images of a mosaic.</summary>
    public (double Least, double Most) MosaicScale { get; init; } = (0.5, 1.1);

    /// <summary>Scale of an image alone.</summary>
    public (double Least, double Most) Scale { get; init; } = (0.7, 1.4);

    /// <summary>Largest relative change of width against height.</summary>
    public double Stretch { get; init; } = 0.1;

    public double Mirror { get; init; } = 0.5;

    /// <summary>Share of images turned upside down.</summary>
    public double Upend { get; init; }

    /// <summary>Share of the colour circle.</summary>
    public double Hue { get; init; } = 0.015;

    public double Saturation { get; init; } = 0.5;

    public double Brightness { get; init; } = 0.3;

    /// <summary>An object of which less than this share of its area is left in view is not asked for.</summary>
    public double LeastVisible { get; init; } = 0.3;

    /// <summary>For the last part of the training: the images as they will be met, only mirrored and mildly varied.</summary>
    public AugmentationOptions Calm() => this with { Mosaic = 0, Scale = (0.85, 1.15), Stretch = 0.05 };
}
