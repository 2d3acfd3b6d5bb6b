namespace Sightloop.Vision.Images;

/// <summary>Why an image is not taken.</summary>
public enum ImageRefusalKind
{
    Empty,
    NotAnImage,
    UnsupportedFormat,
    TooManyPixels,
    Truncated,
    Damaged,
}

/// <summary>An image that is not taken.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Reason">One sentence with the file's name that a person can act on.</param>
public sealed record ImageRefusal(ImageRefusalKind Kind, string Reason);

/// <summary>Thrown where pixels were asked for and the image has none to give.</summary>
public sealed class ImageRefusedException(ImageRefusal refusal, Exception? inner = null) : Exception(refusal.Reason, inner)
{
    public ImageRefusal Refusal { get; } = refusal;
}
