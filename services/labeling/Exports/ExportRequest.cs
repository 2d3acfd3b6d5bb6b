namespace Sightloop.Labeling.Exports;

/// <summary>Body of POST /projects/{p}/exports.</summary>
public sealed record ExportRequest
{
    /// <summary>coco, voc or yolo (detection); folders (classification).</summary>
    public string? Format { get; init; }

    /// <summary>False leaves the image files out.</summary>
    public bool Images { get; init; } = true;
}

/// <summary>What an export job has made.</summary>
public sealed record ExportResult(string Url, long Bytes, int Images);
