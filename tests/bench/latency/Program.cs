// How long a person waits while the machine trains: the built standalone product in a process of its own, over HTTP.
//   dotnet build -c Release services/standalone
//   dotnet run -c Release --project tests/bench/latency
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Latency;
using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Uploaded = 150;
const int Labelled = 40;
var times = new Option<int>("--times") { DefaultValueFactory = _ => 100, Description = "of each act" };
var command = new RootCommand("Latency while a training runs") { times };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    var set = VocFolder.TryRead(Repository.DataSet("bccd"))!;
    await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
    var project = await LabelledProject.CreateAsync(product.Client, "latency", set.Labels, [.. set.Images.Take(Uploaded)], cancellation);
    await LabelledProject.LabelAsync(product.Client, project.Images.Take(Labelled), cancellation);
    await Training.EndAsync(product.Http, await Training.StartAsync(product.Http, project.Id, new { budgetSeconds = 25 }, cancellation), cancellation);

    var photographs = new List<byte[]>();
    foreach (var image in set.Images.Skip(Uploaded))
    {
        photographs.Add(await image.Read(cancellation));
    }

    var acts = new Acts(product, project, photographs).All;
    const int WarmUp = 5;
    for (var i = 0; i < WarmUp; i++)
    {
        foreach (var act in acts)
        {
            await act.MeasureAsync(new Samples(), cancellation);
        }
    }

    for (var i = 0; i < parsed.GetValue(times) / 2; i++)
    {
        foreach (var act in acts)
        {
            await act.MeasureAsync(act.Quiet, cancellation);
        }
    }

    // Long enough for all acts; it is cancelled when they are done.
    var training = await Training.StartAsync(product.Http, project.Id, new { epochs = 10_000 }, cancellation);
    while (await Training.LookAsync(product.Http, training, cancellation) is { State: not "running" } or { Progress: 0 })
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
    }

    for (var i = 0; i < parsed.GetValue(times); i++)
    {
        foreach (var act in acts)
        {
            await act.MeasureAsync(act.WhileTraining, cancellation);
        }
    }

    var job = await Training.LookAsync(product.Http, training, cancellation);
    using var cancelled = await product.Http.PostAsync($"{training}/cancel", null, cancellation);
    Console.WriteLine($"milliseconds, one request at a time; the training was {job.State} to the end");
    foreach (var act in acts)
    {
        var (quiet, busy) = (act.Quiet, act.WhileTraining);
        Console.WriteLine(
            $"{act.Name,-20} no training: p50 {quiet.Median,6:0.0} p95 {quiet.Percentile(0.95),6:0.0} | "
            + $"training: p50 {busy.Median,6:0.0} p95 {busy.Percentile(0.95),6:0.0} most {busy.Most,6:0.0} (n = {busy.Count})  "
            + Verdict.AtMost(busy.Percentile(0.95), act.Target, "ms"));
    }
});
return await command.Parse(args).InvokeAsync();
