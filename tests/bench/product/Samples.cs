using System.Globalization;

namespace Sightloop.Bench.Product;

/// <summary>Repeated measurements of one quantity.</summary>
public sealed class Samples
{
    private readonly List<double> values = [];

    public int Count => values.Count;

    public double Median => Percentile(0.5);

    public double Least => values.Min();

    public double Most => values.Max();

    public double Mean => values.Average();

    public IReadOnlyList<double> Values => values;

    public void Add(double value) => values.Add(value);

    /// <summary>The smallest value that at least this share of the measurements does not exceed.</summary>
    public double Percentile(double share) => values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1));

    /// <summary>Each of these divided by the measurement of the same round.</summary>
    public Samples Over(Samples others)
    {
        var ratios = new Samples();
        foreach (var (value, other) in values.Zip(others.values))
        {
            ratios.Add(value / other);
        }

        return ratios;
    }

    /// <summary>Median, least and most, for example "12.1 (11.9 to 13.0)".</summary>
    public string Show(string format = "0.0") => string.Create(
        CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)} to {Most.ToString(format, CultureInfo.InvariantCulture)})");
}
