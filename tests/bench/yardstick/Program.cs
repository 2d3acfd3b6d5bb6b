// The product on real images over HTTP. Two measurements:
//   dotnet run -c Release --project tests/bench/yardstick                                             one turn of the loop on raccoon, against its 180 s
//   dotnet run -c Release --project tests/bench/yardstick -- --set bccd --budget 120 --seeds 1 2 3     AP50 from 55 random images
//   dotnet run -c Release --project tests/bench/yardstick -- --set raccoon --budget 60 --seeds 1 2 3
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Product;
using Sightloop.Bench.Yardstick;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var set = new Option<string?>("--set") { Description = "bccd or raccoon: only trains and scores; without it one turn of the loop on raccoon" };
var labels = new Option<int>("--labels") { DefaultValueFactory = _ => 55 };
var budget = new Option<int>("--budget") { DefaultValueFactory = _ => 60, Description = "seconds of the (first) training" };
var seeds = new Option<int[]>("--seeds") { DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
var command = new RootCommand("The yardstick") { set, labels, budget, seeds };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    await (parsed.GetValue(set) is { } name
        ? FewLabels.MeasureAsync(name, parsed.GetValue(labels), parsed.GetValue(budget), parsed.GetValue(seeds)!, cancellation)
        : OneTurn.MeasureAsync(parsed.GetValue(labels), parsed.GetValue(budget), parsed.GetValue(seeds)![0], cancellation));
});
return await command.Parse(args).InvokeAsync();
