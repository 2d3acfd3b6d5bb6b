// What the product saves people, by a simulated annotator who knows the truth. Two steps, so that arms and prices can be tried without training again:
//   dotnet run -c Release --project tests/bench/effort -- record --set raccoon --seed 1                  plays a campaign over the API (minutes): steps 10, 30, rest
//   dotnet run -c Release --project tests/bench/effort -- record --set raccoon --seed 1 --order queue    the same with the queue choosing the images
//   dotnet run -c Release --project tests/bench/effort -- live --set raccoon --seed 1                    the product as it comes: quick trainings, its queue, its ledger
//   dotnet run -c Release --project tests/bench/effort -- replay FILE...                                 prices every arm on the recorded detections (seconds)
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Effort;
using Sightloop.Bench.Product;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var set = new Option<string>("--set") { Required = true, Description = "raccoon or bccd" };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var order = new Option<string>("--order") { DefaultValueFactory = _ => Campaign.Random, Description = "random, or queue: the product's selection" };
var pool = new Option<int>("--pool") { DefaultValueFactory = _ => 146, Description = "images uploaded; the others are never uploaded and score the models" };
var budgets = new Option<int[]>("--budgets")
{
    DefaultValueFactory = _ => [60, 60], AllowMultipleArgumentsPerToken = true, Description = "seconds of the trainings on 40 and on all; the one on 10 is the product's own quick one",
};
var output = new Option<string?>("--out") { Description = "file to write; SET-ORDER-SEED.json in the working directory when absent" };
var recording = new Command("record", "Plays a campaign over the API") { set, seed, order, pool, budgets, output };
recording.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    var name = (Set: parsed.GetValue(set)!, Order: parsed.GetValue(order)!, Seed: parsed.GetValue(seed));
    var campaign = new Campaign(name.Set, name.Order, name.Seed, parsed.GetValue(pool), parsed.GetValue(budgets)!);
    var played = await campaign.PlayAsync(cancellation);
    await played.WriteAsync(parsed.GetValue(output) ?? $"{name.Set}-{name.Order}-{name.Seed}.json", cancellation);
});
var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore };
var fits = new Option<float>("--fits") { DefaultValueFactory = _ => 0.5f, Description = "IoU from which the annotator keeps a box as it is" };
var replay = new Command("replay", "Prices every arm on recorded detections") { files, fits };
replay.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    foreach (var file in parsed.GetValue(files)!)
    {
        Report.Print(await Recording.ReadAsync(file, cancellation), parsed.GetValue(fits));
    }
});
var live = new Command("live", "The product as it comes, its own ledger") { set, seed, pool };
live.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    await new LiveCampaign(parsed.GetValue(set)!, parsed.GetValue(seed), parsed.GetValue(pool)).PlayAsync(cancellation);
});
return await new RootCommand("Human effort") { recording, replay, live }.Parse(args).InvokeAsync();
