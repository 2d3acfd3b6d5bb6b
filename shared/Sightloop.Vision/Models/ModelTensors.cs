namespace Sightloop.Vision.Models;

/// <summary>Names of a model file's input and outputs. b is the batch, N the anchors, C the classes, K the detections kept.</summary>
public static class ModelTensors
{
    /// <summary>Input, float32 [b, 3, S, S]: RGB 0..255, letterboxed.</summary>
    public const string Images = "images";

    /// <summary>Detections that score less than this are not kept. A higher bar needs no new suppression: cut the sorted list.</summary>
    public const float ScoreFloor = 0.01f;

    /// <summary>Of two boxes of a class that overlap more than this, the better stays.</summary>
    public const float OverlapLimit = 0.6f;

    /// <summary>Float32 [K, 4]: x1, y1, x2, y2 in input pixels, best score first.</summary>
    public const string Boxes = "boxes";

    /// <summary>Float32 [K], 0..1.</summary>
    public const string Scores = "scores";

    /// <summary>Int64 [K]: index into the metadata's classes.</summary>
    public const string Classes = "classes";

    /// <summary>Int64 [K]: which image of the batch.</summary>
    public const string ImageIndex = "image_index";

    /// <summary>Float32 [b, N, 4]: every anchor's box before suppression, x1, y1, x2, y2 in input pixels.</summary>
    public const string RawBoxes = "raw_boxes";

    /// <summary>Float32 [b, N, C]: every anchor's scores before suppression, 0..1.</summary>
    public const string RawScores = "raw_scores";

    /// <summary>Float32 [b, C] of a classification model: sums to 1.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Float32 [b, 768], length 1: a dot product is the similarity of two images.</summary>
    public const string Embedding = "embedding";
}
