namespace Sightloop.Bench.Effort;

/// <summary>The table of one recording, and the mean of several.</summary>
public static class Report
{
    public static void Print(IReadOnlyList<Recording> recordings, float fits)
    {
        var savings = recordings.SelectMany(recording => Print(recording, fits)).ToLookup(one => one.Arm);
        if (recordings.Count < 2)
        {
            return;
        }

        Console.WriteLine($"\nmean of {recordings.Count} recordings: {string.Join(", ", recordings.Select(one => $"{one.Set} {one.Order} {one.Seed}"))}");
        Console.WriteLine($"  {"saving by time model (least to most)",-36} {string.Join(' ', Prices.All.Select(prices => $"{prices.Name,-22}"))} F1    IoU");
        foreach (var arm in savings)
        {
            var cells = Prices.All.Select((_, i) => $"{100 * arm.Average(one => one.Savings[i]),5:0.0}% {$"({100 * arm.Min(one => one.Savings[i]):0.0} to {100 * arm.Max(one => one.Savings[i]):0.0})",-15}");
            Console.WriteLine($"  {arm.Key,-36} {string.Join(' ', cells)} {arm.Average(one => one.Left.F1):0.000} {arm.Average(one => one.Left.MeanIoU):0.000}");
        }
    }

    private static List<(string Arm, IReadOnlyList<double> Savings, Tally Left)> Print(Recording recording, float fits)
    {
        Console.WriteLine($"\n{recording.Set}, {recording.Order} order, seed {recording.Seed}: {recording.Images.Count} images, {recording.Images.Sum(i => i.Truth.Count)} boxes; "
            + $"a box is kept from IoU {fits}; first suggestion after {recording.SecondsToFirstSuggestion:0.0} s; machine {recording.MachineSeconds:0} s");
        foreach (var model in recording.Models)
        {
            Console.WriteLine($"  model of {model.Images,3} images: {model.Seconds,5:0.0} s, AP50 {model.Ap50:0.000} AP {model.Ap:0.000} on images never uploaded");
        }

        Console.WriteLine($"  {"saving by time model",-36} {string.Join(' ', Prices.All.Select(prices => $"{prices.Name,6}"))}   by {Prices.All[0].Name}: seconds opened drawn moved deleted renamed ghosts kept "
            + "pages crops unseen   F1    IoU");
        var printed = new List<(string, IReadOnlyList<double>, Tally)>();
        foreach (var arm in Arm.All.Where(arm => arm.End != Ending.Tracks || recording.IsClip))
        {
            var replays = Prices.All.Select(prices => (Prices: prices, Replay: new Replay(recording, fits, prices))).ToList();
            var tallies = replays.AsParallel().AsOrdered().Select(one => one.Replay.Play(arm)).ToList();
            IReadOnlyList<double> savings = [.. replays.Zip(tallies, (one, tally) => 1 - (one.Prices.Of(tally) / one.Replay.ByHand))];
            var (first, a) = (tallies[0], tallies[0].Actions);
            Console.WriteLine($"  {arm.Name,-36} {string.Join(' ', savings.Select(saving => $"{100 * saving,5:0.0}%"))}   {Prices.All[0].Of(first),13:0} {a.Images + first.Discarded,6:0} {a.Created,5} "
                + $"{a.Adjusted,5} {a.Deleted,7} {a.Relabelled,7} {a.Confirmed,6} {a.Kept,4} {first.Pages,5:0} {first.Crops,5:0} {first.Unseen,6:0}  {first.F1:0.000} {first.MeanIoU:0.000}");
            printed.Add((arm.Name, savings, first));
        }

        if (!recording.IsClip)
        {
            Console.WriteLine($"  {"by track",-36} not of single images: record --set {Material.Film}");
        }

        Console.WriteLine($"  {"by hand",-36} {string.Join(' ', Prices.All.Select(_ => $"{"0.0%",6}"))}   {new Replay(recording, fits, Prices.All[0]).ByHand,13:0}");
        return printed;
    }
}
