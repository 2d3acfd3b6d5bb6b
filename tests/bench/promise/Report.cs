using Sightloop.Bench.Product;

namespace Sightloop.Bench.Promise;

/// <summary>Replays promises and prints how often they were broken, issued, and what they cost.</summary>
internal static class Report
{
    private const double MaxWrong = 0.05;
    private const double Confidence = 0.95;
    private const int Replays = 1000;
    private const int MostViolations = 62;

    public static void Print(string set)
    {
        var runs = CachedRun.ReadAll(set);
        if (runs.Count == 0)
        {
            Console.WriteLine($"{set}: no cached detections");
            return;
        }

        Console.WriteLine($"{set}: {runs.Count} models of {runs[0].Labels} labels, {runs[0].BudgetSeconds} s each; wrong images {string.Join(", ", runs.Select(run => $"{run.Images.Count(i => i.IsWrong)} of {run.Images.Count}"))}");
        Show("the pools as they are", [.. Enumerable.Range(0, Replays).Select(i => Replay.Run(runs[i % runs.Count].Images, $"as is {i}", MaxWrong, Confidence))]);
        foreach (var size in (int[])[160, 1000])
        {
            Show($"{size} of these images drawn so that the promise is just false", [.. Enumerable.Range(0, Replays).Select(i =>
                Replay.Run(JustFalse(runs[i % runs.Count].Images, size, i), $"just false {size}/{i}", MaxWrong, Confidence))]);
        }
    }

    /// <summary>
    /// The worst pool to be asked about: one wrong image more than allowed, and scores that do not tell which (all the same), so the only band is everything. Images are drawn with
    /// repetition from the real ones.
    /// </summary>
    private static List<CachedImage> JustFalse(IReadOnlyList<CachedImage> images, int size, int seed)
    {
        var random = new Random(seed);
        var wrong = images.Where(image => image.IsWrong).ToList();
        var right = images.Where(image => !image.IsWrong).ToList();
        var bad = (int)Math.Floor((MaxWrong * size) + 1e-9) + 1;
        return [.. Enumerable.Range(0, size).Select(i => (i < bad || right.Count == 0 ? wrong : right) is var from ? from[random.Next(from.Count)] with { Score = 0.5 } : null!)];
    }

    private static void Show(string title, IReadOnlyList<Outcome> outcomes)
    {
        var (broken, first, end) = (outcomes.Count(one => one.Violated), outcomes.Select(one => one.First).OfType<Reached>().ToList(), outcomes.Select(one => one.End).OfType<Reached>().ToList());
        Console.WriteLine($"  {title}");
        Console.WriteLine($"    violations of \"{100 * MaxWrong:0} % at {100 * Confidence:0} %\"   {broken} of {outcomes.Count}  {Verdict.AtMost(broken, MostViolations, "")}");
        Console.WriteLine($"    issued for half of the pool or more   {100.0 * first.Count / outcomes.Count:0.0} %");
        if (first.Count > 0)
        {
            var pool = outcomes.Average(one => one.Pool);
            Console.WriteLine($"    stopping at the first band            {first.Average(one => one.Checks):0} checks, {first.Average(one => one.Unseen):0} accepted unseen of {pool:0} (mean)");
            Console.WriteLine($"    going on to the last that holds       {end.Average(one => one.Checks):0} checks, {end.Average(one => one.Unseen):0} accepted unseen (mean)");
        }
    }
}
