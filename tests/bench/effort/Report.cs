namespace Sightloop.Bench.Effort;

/// <summary>The table of one recording.</summary>
public static class Report
{
    public static void Print(Recording recording, float fits)
    {
        Console.WriteLine($"\n{recording.Set}, {recording.Order} order, seed {recording.Seed}: {recording.Images.Count} images, {recording.Images.Sum(i => i.Truth.Count)} boxes; "
            + $"a box is kept from IoU {fits}; first suggestion after {recording.SecondsToFirstSuggestion:0.0} s; machine {recording.MachineSeconds:0} s");
        foreach (var model in recording.Models)
        {
            Console.WriteLine($"  model of {model.Images,3} images: {model.Seconds,5:0.0} s, AP50 {model.Ap50:0.000} AP {model.Ap:0.000} on images never uploaded");
        }

        Console.WriteLine($"  {"saving by time model",-42} {"A",6} {"B",6} {"C",6} {"D",6}   by A: seconds opened drawn moved deleted renamed ghosts kept discarded   F1    IoU");
        foreach (var arm in Arm.All)
        {
            var line = new List<string>();
            Played? first = null;
            foreach (var prices in Prices.All)
            {
                var replay = new Replay(recording, fits, prices);
                var played = replay.Play(arm);
                first ??= played;
                line.Add($"{100 * (1 - (prices.Of(played.Actions, played.Discarded) / replay.ByHand)),5:0.0}%");
            }

            var a = first!.Actions;
            Console.WriteLine($"  {arm.Name,-42} {string.Join(' ', line)}   {Prices.All[0].Of(a, first.Discarded),13:0} {a.Images,6} {a.Created,5} {a.Adjusted,5} {a.Deleted,7} "
                + $"{a.Relabelled,7} {a.Confirmed,6} {a.Kept,4} {first.Discarded,9}  {first.F1:0.000} {first.MeanIoU:0.000}");
        }

        Console.WriteLine($"  {"by hand",-42} {"0.0%",6} {"0.0%",6} {"0.0%",6} {"0.0%",6}   {new Replay(recording, fits, Prices.All[0]).ByHand,13:0}");
    }
}
