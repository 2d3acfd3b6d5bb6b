// Start time and memory of the built standalone product, in a process of its own, over HTTP.
//   dotnet build -c Release services/standalone
//   dotnet run -c Release --project tests/bench/memory -- [start] [idle] [training] [import] [trainings]
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Memory;
using Sightloop.Bench.Product;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var all = new Dictionary<string, Func<CancellationToken, Task>>
{
    ["start"] = Starts.MeasureAsync,
    ["idle"] = Idle.MeasureAsync,
    ["training"] = WhileTraining.MeasureAsync,
    ["import"] = LargeImport.MeasureAsync,
    ["trainings"] = ManyTrainings.MeasureAsync,
};
var chosen = new Argument<string[]>("parts") { DefaultValueFactory = _ => [.. all.Keys], Description = string.Join(", ", all.Keys) };
var command = new RootCommand("Start time and memory of the product") { chosen };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    foreach (var part in parsed.GetValue(chosen)!)
    {
        await all[part](cancellation);
    }
});
return await command.Parse(args).InvokeAsync();
