namespace Sightloop.Training.Detector.Augmentation;

/// <summary>
/// Random hue, saturation and brightness as one 3x3 matrix on red, green, blue: hue turns and saturation scales the colour plane of YIQ,
/// which keeps brightness, so no pixel has to be taken to HSV and back.
/// </summary>
public readonly struct ColourJitter
{
    private const int One = 1 << 12;
    private readonly int[]? matrix;

    private ColourJitter(int[] matrix) => this.matrix = matrix;

    /// <summary>Leaves every colour as it is.</summary>
    public static ColourJitter None => default;

    /// <param name="random">Source of chance.</param>
    /// <param name="hue">Largest turn as a share of the circle.</param>
    /// <param name="saturation">Largest relative change.</param>
    /// <param name="brightness">Largest relative change.</param>
    public static ColourJitter Draw(Random random, double hue, double saturation, double brightness)
    {
        double Spread(double width) => (random.NextDouble() * 2 - 1) * width;
        var turn = Spread(hue) * 2 * Math.PI;
        var colour = 1 + Spread(saturation);
        var light = 1 + Spread(brightness);
        var cos = Math.Cos(turn) * colour;
        var sin = Math.Sin(turn) * colour;
        // YIQ to RGB times the turned and scaled colour plane times RGB to YIQ.
        double[,] toYiq = { { 0.299, 0.587, 0.114 }, { 0.5959, -0.2746, -0.3213 }, { 0.2115, -0.5227, 0.3112 } };
        double[,] toRgb = { { 1, 0.956, 0.619 }, { 1, -0.272, -0.647 }, { 1, -1.106, 1.703 } };
        var matrix = new int[9];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var i = cos * toYiq[1, column] - sin * toYiq[2, column];
                var q = sin * toYiq[1, column] + cos * toYiq[2, column];
                var value = toRgb[row, 0] * toYiq[0, column] + toRgb[row, 1] * i + toRgb[row, 2] * q;
                matrix[row * 3 + column] = (int)Math.Round(value * light * One);
            }
        }
        return new(matrix);
    }

    /// <summary>Changes a row of red, green, blue in place.</summary>
    public void Apply(Span<byte> row)
    {
        if (matrix is not { } m)
        {
            return;
        }
        for (var i = 0; i + 2 < row.Length; i += 3)
        {
            int r = row[i], g = row[i + 1], b = row[i + 2];
            row[i] = Byte(m[0] * r + m[1] * g + m[2] * b);
            row[i + 1] = Byte(m[3] * r + m[4] * g + m[5] * b);
            row[i + 2] = Byte(m[6] * r + m[7] * g + m[8] * b);
        }
    }

    private static byte Byte(int scaled) => (byte)Math.Clamp((scaled + One / 2) >> 12, 0, 255);
}
