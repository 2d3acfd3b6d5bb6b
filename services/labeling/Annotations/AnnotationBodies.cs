namespace Sightloop.Labeling.Annotations;

/// <summary>Body of PUT /images/{i}/annotations: the whole set.</summary>
public sealed record AnnotationsBody
{
    public IReadOnlyList<AnnotationBody?>? Annotations { get; init; }

    /// <summary>False keeps an unfinished set: the image is begun and does not count as labelled.</summary>
    public bool Done { get; init; } = true;

    /// <summary>Milliseconds that the image was open.</summary>
    public long? DurationMs { get; init; }
}

/// <summary>One label as it is sent.</summary>
public sealed record AnnotationBody
{
    /// <summary>That of a label which the image has or had; a new label gets its id from the server.</summary>
    public Guid? Id { get; init; }

    /// <summary>Name or id of a class.</summary>
    public string? Label { get; init; }

    public BoxBody? Box { get; init; }
}

/// <summary>A box as it is sent: pixels of the upright image.</summary>
public sealed record BoxBody
{
    public double? X { get; init; }
    public double? Y { get; init; }
    public double? Width { get; init; }
    public double? Height { get; init; }
}
