using System.Globalization;

namespace Sightloop.Bench.Product;

/// <summary>The last column of a measurement's line: its target and whether it was reached.</summary>
public static class Verdict
{
    public static string AtMost(double value, double target, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"target <= {target} {unit}: {(value <= target ? "reached" : "MISSED")}");

    public static string AtLeast(double value, double target, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"target >= {target} {unit}: {(value >= target ? "reached" : "MISSED")}");
}
