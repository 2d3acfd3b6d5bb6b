namespace Sightloop.Labeling.Snapshots;

/// <summary>Why there is nothing to train on yet, and what to do about it.</summary>
public static class SnapshotRefusal
{
    private const int LeastImages = 2;

    /// <returns>Null when a snapshot of these counts can be trained on.</returns>
    public static string? Of(string task, int images, long labels, int classes) => (images, labels, task) switch
    {
        (0, _, _) => $"No image is labelled yet: label at least {LeastImages}.",
        ( < LeastImages, _, _) => $"Only one image is labelled: label at least {LeastImages - images} more.",
        (_, 0, "detection") => $"The {images} labelled images hold no box at all: draw at least one box.",
        (_, 0, _) => $"None of the {images} labelled images has a class: give at least one of them a class.",
        (_, _, "classification") when classes < 2 => $"All of the {images} labelled images are of one class: label at least one of another.",
        _ => null,
    };
}
