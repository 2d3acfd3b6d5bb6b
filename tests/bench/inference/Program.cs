// Auto-labelling and predicting through the real service against the least that must be done. Median of 5 with spread, ratios in one run.
//   dotnet run -c Release --project tests/bench/inference
using System.Diagnostics;
using System.Globalization;
using Sightloop.Bench.Inference;
using Sightloop.Inference.Tests.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Testing;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Weights;

const int ImageSize = 416;
const int Threads = 2;
const int Rounds = 5;
const int Predictions = 40;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var files = Directory.GetFiles(Path.Combine(DataSets.Folder("raccoon"), "images")).Order(StringComparer.Ordinal).ToList();
byte[] model;
using (var weights = BaseWeights.Load())
{
    model = BaseModel.Export(weights, ImageSize);
}

await using var host = await InferenceHost.StartAsync(Column.Standalone);
using var bare = new BareLoop(model, Threads, ImageSize);
host.AddProject();
await host.AddModelAsync(file: model);
foreach (var file in files)
{
    await host.AddImageAsync(await File.ReadAllBytesAsync(file), Path.GetFileName(file));
}

var photo = await File.ReadAllBytesAsync(files[0]);
await PredictAllAsync();
await bare.AllAsync(files);

var (own, least) = (new List<double>(), new List<double>());
for (var round = 0; round < Rounds; round++)
{
    own.Add(files.Count / await SecondsAsync(LabelAllAsync));
    least.Add(files.Count / await SecondsAsync(() => bare.AllAsync(files)));
}

Report("auto-label, images per second", own, least, "at least 0.8");

var (served, direct) = (new List<double>(), new List<double>());
for (var round = 0; round < Rounds; round++)
{
    served.Add(await PredictAllAsync());
    direct.Add(Median([.. Enumerable.Range(0, Predictions).Select(_ => Milliseconds(() => bare.One(photo)))]));
}

Report("predict, milliseconds", served, direct, "at most 1.3");

async Task LabelAllAsync()
{
    var job = await host.StartAutoLabelAsync();
    await Wait.UntilAsync(async () => (await host.JobAsync(job.Id)).FinishedAt is not null, 600);
    Assert.Equal(JobState.Succeeded, (await host.JobAsync(job.Id)).State);
}

async Task<double> PredictAllAsync()
{
    var times = new List<double>();
    for (var i = 0; i < Predictions; i++)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await host.PredictAsync(photo);
        await answer.Content.ReadAsByteArrayAsync();
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        answer.EnsureSuccessStatusCode();
    }

    return Median(times);
}

static async Task<double> SecondsAsync(Func<Task> work)
{
    var start = Stopwatch.GetTimestamp();
    await work();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static double Milliseconds(Action work)
{
    var start = Stopwatch.GetTimestamp();
    work();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

static void Report(string what, IReadOnlyList<double> own, IReadOnlyList<double> bare, string target)
{
    var ratios = own.Zip(bare, (a, b) => a / b).ToList();
    Console.WriteLine(
        $"{what}: {Median(own):f1} ({own.Min():f1}..{own.Max():f1}) | bare {Median(bare):f1} ({bare.Min():f1}..{bare.Max():f1}) | "
        + $"ratio {Median(ratios):f2} ({ratios.Min():f2}..{ratios.Max():f2}), wanted {target}");
}
