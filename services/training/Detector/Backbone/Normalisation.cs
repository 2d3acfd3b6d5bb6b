namespace Sightloop.Training.Detector.Backbone;

/// <summary>Channel statistics of ImageNet in RGB order, on the scale 0..255: (value - mean) / deviation.</summary>
public static class Normalisation
{
    public static float[] Mean => [123.675f, 116.28f, 103.53f];

    public static float[] Deviation => [58.395f, 57.12f, 57.375f];
}
