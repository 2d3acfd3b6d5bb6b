// What the product saves people, by a simulated annotator who knows the truth. Two steps, so that arms and prices can be tried without training again:
//   dotnet run -c Release --project tests/bench/effort -- record --set raccoon --seed 1                  plays a campaign over the API (minutes): steps 10, 30, rest
//   dotnet run -c Release --project tests/bench/effort -- record --set film --seed 1                     the same on frames of a drawn film, for the arm by track
//   dotnet run -c Release --project tests/bench/effort -- replay FILE...                                 prices every arm on the recorded detections (seconds), and their mean
//   dotnet run -c Release --project tests/bench/effort -- select --set raccoon --seeds 1 2 3             the queue's choice against chance: records what is not there yet, then compares
//   dotnet run -c Release --project tests/bench/effort -- live --set raccoon --seed 1                    the product as it comes: quick trainings, its queue, its ledger
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Effort;
using Sightloop.Bench.Product;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var set = new Option<string>("--set") { Required = true, Description = "raccoon, bccd, or film: drawn on the spot" };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var seeds = new Option<int[]>("--seeds") { DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
var order = new Option<string>("--order") { DefaultValueFactory = _ => Campaign.Random, Description = "random, or queue: the product's selection" };
var pool = new Option<int>("--pool") { DefaultValueFactory = _ => 146, Description = "images uploaded; the others are never uploaded and score the models" };
var steps = new Option<int[]>("--steps") { DefaultValueFactory = _ => [10, 30], AllowMultipleArgumentsPerToken = true, Description = "images labelled before each training; the rest is one step more" };
var budgets = new Option<int[]>("--budgets")
{
    DefaultValueFactory = _ => [60, 60], AllowMultipleArgumentsPerToken = true, Description = "seconds of the trainings after the second step and later ones; the first is the product's own quick one",
};
var epochs = new Option<int[]>("--epochs")
{
    DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "passes of each training instead of seconds: on a machine that does other work too",
};
var output = new Option<string?>("--out") { Description = "file to write; SET-ORDER-SEED.json in the working directory when absent" };
var fits = new Option<float>("--fits") { DefaultValueFactory = _ => 0.5f, Description = "IoU from which the annotator keeps a box as it is" };

var recording = new Command("record", "Plays a campaign over the API") { set, seed, order, pool, steps, budgets, epochs, output };
recording.SetAction((parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    return RecordAsync(parsed, parsed.GetValue(order)!, parsed.GetValue(seed), parsed.GetValue(output), cancellation);
});

var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore };
var replay = new Command("replay", "Prices every arm on recorded detections") { files, fits };
replay.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    Report.Print(await ReadAsync(parsed.GetValue(files)!, cancellation), parsed.GetValue(fits));
});

var select = new Command("select", "The queue's choice of images against chance at equal human seconds") { set, seeds, pool, steps, budgets, epochs, fits };
select.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    var wanted = parsed.GetValue(seeds)!.SelectMany(one => (string[])[Campaign.Random, Campaign.Queue], (one, by) => (Seed: one, Order: by)).ToList();
    foreach (var (one, by) in wanted.Where(one => !File.Exists(FileOf(parsed, one.Order, one.Seed))))
    {
        await RecordAsync(parsed, by, one, null, cancellation);
    }

    Selection.Print(await ReadAsync(wanted.Select(one => FileOf(parsed, one.Order, one.Seed)), cancellation), parsed.GetValue(fits));
});

var live = new Command("live", "The product as it comes, its own ledger") { set, seed, pool };
live.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    await new LiveCampaign(parsed.GetValue(set)!, parsed.GetValue(seed), parsed.GetValue(pool)).PlayAsync(cancellation);
});
return await new RootCommand("Human effort") { recording, replay, select, live }.Parse(args).InvokeAsync();

string FileOf(ParseResult parsed, string by, int one) => $"{parsed.GetValue(set)}-{by}-{one}.json";

async Task RecordAsync(ParseResult parsed, string by, int one, string? file, CancellationToken cancellation)
{
    var campaign = new Campaign(parsed.GetValue(set)!, by, one, parsed.GetValue(pool), parsed.GetValue(steps)!, parsed.GetValue(budgets)!, parsed.GetValue(epochs)!);
    await (await campaign.PlayAsync(cancellation)).WriteAsync(file ?? FileOf(parsed, by, one), cancellation);
}

static async Task<IReadOnlyList<Recording>> ReadAsync(IEnumerable<string> files, CancellationToken cancellation)
{
    var read = new List<Recording>();
    foreach (var file in files)
    {
        read.Add(await Recording.ReadAsync(file, cancellation));
    }

    return read;
}
