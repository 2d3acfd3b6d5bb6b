// What the gateway adds to a prediction: one photograph predicted through the cluster's gateway with an API key and straight at the inference worker behind it, with
// the signature that the gateway would send. The two take turns, request by request.
//   infra/cluster up --workers 1 && eval "$(infra/cluster env)"
//   dotnet run -c Release --project tests/bench/gateway
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Gateway;
using Sightloop.Bench.Product;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double Target = 3;
const int Labelled = 8;
const int WarmUp = 30;
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
var predictions = new Option<int>("--predictions") { DefaultValueFactory = _ => 60, Description = "on each side in a round" };
var imageSize = new Option<int>("--image-size") { DefaultValueFactory = _ => 160, Description = "of the network: a small one leaves less noise beside the difference" };
var command = new RootCommand("Overhead of the gateway on predict") { rounds, predictions, imageSize };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    var cluster = Cluster.FromEnvironment();
    using var gateway = cluster.Gateway();
    using var worker = cluster.Worker();
    var set = VocFolder.TryRead(Repository.DataSet("raccoon"))!;
    var project = await LabelledProject.CreateAsync(new SightloopClient(gateway, TimeProvider.System), "gateway", set.Labels, [.. set.Images.Take(Labelled)], cancellation);
    await LabelledProject.LabelAsync(new SightloopClient(gateway, TimeProvider.System), project.Images, cancellation);
    await Training.EndAsync(gateway, await Training.StartAsync(gateway, project.Id, new { imageSize = parsed.GetValue(imageSize), epochs = 1 }, cancellation), cancellation);
    var photograph = await set.Images[Labelled].Read(cancellation);
    var (through, straight) = (new Way(gateway, project.Id, photograph), new Way(worker, project.Id, photograph));
    await TurnsAsync(WarmUp);

    var (added, served) = (new Samples(), new Samples());
    for (var round = 0; round < parsed.GetValue(rounds); round++)
    {
        var (one, other) = await TurnsAsync(parsed.GetValue(predictions));
        added.Add(one.Median - other.Median);
        served.Add(other.Median);
        Console.WriteLine($"round {round + 1}: through the gateway {one.Median:0.0} ms (p95 {one.Percentile(0.95):0.0}), straight {other.Median:0.0} ms (p95 {other.Percentile(0.95):0.0})");
    }

    Console.WriteLine($"straight {served.Show()} ms, the gateway adds {added.Show("0.00")} ms, {Verdict.AtMost(added.Median, Target, "ms")}");

    async Task<(Samples Through, Samples Straight)> TurnsAsync(int count)
    {
        var (one, other) = (new Samples(), new Samples());
        for (var i = 0; i < count; i++)
        {
            // Whoever comes second finds the caches warm: each is second as often.
            var (first, second) = i % 2 == 0 ? ((through, one), (straight, other)) : ((straight, other), (through, one));
            first.Item2.Add(await first.Item1.MillisecondsAsync(cancellation));
            second.Item2.Add(await second.Item1.MillisecondsAsync(cancellation));
        }

        return (one, other);
    }
});
return await command.Parse(args).InvokeAsync();
