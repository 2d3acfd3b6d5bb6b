using System.Text.Json;
using Sightloop.Bench.Product;

namespace Sightloop.Bench.Effort;

/// <summary>What the browser tests count of the studio's own flows (services/web/e2e/steps.json, asserted by scenarios/steps.mjs).</summary>
/// <param name="Case">What is wrong with the suggestion.</param>
/// <param name="Hovers">The pointer brought onto a box.</param>
/// <param name="Clicks">Pressed and released in one place.</param>
/// <param name="Drags">Pressed, moved, released.</param>
/// <param name="Keys">Keys pressed, the decision on the image among them.</param>
public sealed record StudioStep(string Case, int Hovers, int Clicks, int Drags, int Keys)
{
    // Keystroke-level model (Card, Moran and Newell 1980): 0.28 s a key, 1.1 s a pointing, 0.1 s a button press or release.
    private const double Key = 0.28;
    public const double Point = 1.1;
    private const double Button = 0.1;

    public double Seconds => (Hovers * Point) + (Clicks * (Point + (2 * Button))) + (Drags * ((2 * Point) + (2 * Button))) + (Keys * Key);
}

/// <summary>The table of steps, priced.</summary>
public sealed class StudioSteps
{
    private const string Table = "services/web/e2e/steps.json";

    /// <summary>One before each act (the same model's M).</summary>
    private const double Decide = 1.35;

    private readonly Dictionary<string, StudioStep> steps;

    private StudioSteps(IEnumerable<StudioStep> steps) => this.steps = steps.ToDictionary(step => step.Case);

    public static StudioSteps Read()
    {
        using var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, Table)));
        return new(table.RootElement.GetProperty("cases").Deserialize<List<StudioStep>>(JsonSerializerOptions.Web)!);
    }

    /// <summary>
    /// An image costs what an all right one takes; a correction what its case takes beyond that. Boxes that one sweep goes over are the arguments of one command: by the model's rule
    /// one decision for all of them, and a pointing for each (D); D' decides on each of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The browser tests do not count one of the flows any more.</exception>
    public IEnumerable<Prices> Price()
    {
        var open = Of("all right").Seconds;
        var prices = new Prices("D", Decide + open, More("missed object"), More("loose edge"), More("false box"), More("wrong class"), More("ghost taken"));
        yield return prices with { TakenTogether = Sweep("ghosts taken in one sweep", Decide, 0), DeletedTogether = Sweep("false boxes in one sweep", Decide, 0) };
        yield return prices with { Name = "D'", TakenTogether = Sweep("ghosts taken in one sweep", 0, Decide), DeletedTogether = Sweep("false boxes in one sweep", 0, Decide) };

        double More(string what) => Decide + Of(what).Seconds - open;

        // Counted with two boxes.
        SweepPrice Sweep(string what, double once, double each) => new(once + Of(what).Seconds - open - (2 * StudioStep.Point), each + StudioStep.Point);
    }

    private StudioStep Of(string what) =>
        steps.TryGetValue(what, out var step) ? step : throw new InvalidOperationException($"{Table} has no case \"{what}\": say here which one prices it now.");
}
