// The promise on cached detections of trained models on real images:
//   dotnet run -c Release --project tests/bench/promise
// Making the cache again, with the built product (services/standalone):
//   dotnet run -c Release --project tests/bench/promise -- --record raccoon --labels 40 --budget 60 --seeds 1 2 3
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Product;
using Sightloop.Bench.Promise;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var record = new Option<string?>("--record") { Description = "bccd or raccoon: trains and writes the cache instead of replaying it" };
var labels = new Option<int>("--labels") { DefaultValueFactory = _ => 40 };
var budget = new Option<int>("--budget") { DefaultValueFactory = _ => 60, Description = "seconds of the training" };
var seeds = new Option<int[]>("--seeds") { DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
var command = new RootCommand("The promise") { record, labels, budget, seeds };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    if (parsed.GetValue(record) is { } name)
    {
        await Recording.RecordAsync(name, parsed.GetValue(labels), parsed.GetValue(budget), parsed.GetValue(seeds)!, cancellation);
        return;
    }

    Report.Print("raccoon");
});
return await command.Parse(args).InvokeAsync();
