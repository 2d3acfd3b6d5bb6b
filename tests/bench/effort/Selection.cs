using Sightloop.Bench.Product;

namespace Sightloop.Bench.Effort;

/// <summary>
/// The queue's choice of images against chance at equal human seconds: the mean AP50 over the seconds (time model A, thresholds picked, ghosts) that both orders have in common, linear
/// between models, of the same seed's pool. The lower bound is Student's, one-sided, over seeds.
/// </summary>
public static class Selection
{
    private const double Least = -0.01;

    // Student's t, one-sided 95 %, by degrees of freedom from 1.
    private static readonly double[] Student = [6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833];

    public static void Print(IReadOnlyList<Recording> recordings, float fits)
    {
        foreach (var set in recordings.GroupBy(recording => recording.Set))
        {
            var bySeed = set.ToLookup(recording => recording.Seed);
            var differences = new List<double>();
            Console.WriteLine($"\n{set.Key}: AP50 on images never uploaded at seconds of a person (time model A)");
            foreach (var seed in bySeed.OrderBy(group => group.Key))
            {
                if (seed.FirstOrDefault(one => one.Order == Campaign.Random) is not { } random || seed.FirstOrDefault(one => one.Order == Campaign.Queue) is not { } queue)
                {
                    continue;
                }

                var (chance, chosen) = (Curve(random, fits), Curve(queue, fits));
                var (from, to) = (Math.Max(chance[0].Seconds, chosen[0].Seconds), Math.Min(chance[^1].Seconds, chosen[^1].Seconds));
                var difference = (Mean(chosen, from, to) / Mean(chance, from, to)) - 1;
                differences.Add(difference);
                Console.WriteLine($"  seed {seed.Key}: random {Points(chance)}; queue {Points(chosen)}; area from {from:0} to {to:0} s: {100 * difference:+0.0;-0.0} %");
            }

            if (differences.Count < 2)
            {
                Console.WriteLine($"  {differences.Count} pairs of the same seed: a bound needs 2");
                continue;
            }

            var (mean, n) = (differences.Average(), differences.Count);
            var error = Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (n - 1) / n);
            var bound = mean - (Student[Math.Min(n - 1, Student.Length) - 1] * error);
            Console.WriteLine($"  {n} seeds: {100 * mean:+0.0;-0.0} %, 95 % lower bound {100 * bound:+0.0;-0.0} %  {Verdict.AtLeast(100 * bound, 100 * Least, "%")}");
        }
    }

    private static List<(double Seconds, double Ap50)> Curve(Recording recording, float fits) =>
        [.. new Replay(recording, fits, Prices.All[0]).SecondsAtModels().Zip(recording.Models, (seconds, model) => (seconds, model.Ap50))];

    private static string Points(List<(double Seconds, double Ap50)> curve) => string.Join(", ", curve.Select(point => $"{point.Ap50:0.000} at {point.Seconds:0}"));

    /// <summary>Trapezoids.</summary>
    private static double Mean(List<(double Seconds, double Ap50)> curve, double from, double to)
    {
        List<double> marks = [from, .. curve.Select(point => point.Seconds).Where(seconds => seconds > from && seconds < to), to];
        return marks.Skip(1).Zip(marks, (end, begin) => (end - begin) * (At(curve, end) + At(curve, begin)) / 2).Sum() / (to - from);
    }

    private static double At(List<(double Seconds, double Ap50)> curve, double seconds)
    {
        var next = curve.FindIndex(point => point.Seconds >= seconds);
        if (next <= 0)
        {
            return next == 0 ? curve[0].Ap50 : curve[^1].Ap50;
        }

        var (a, b) = (curve[next - 1], curve[next]);
        return a.Ap50 + ((b.Ap50 - a.Ap50) * (seconds - a.Seconds) / (b.Seconds - a.Seconds));
    }
}
