// Trains on a few random images of a Pascal VOC folder and measures on all the others. One line per seed, then the mean.
//   dotnet run -c Release --project tests/bench/training -- --data ../shared/datasets/bccd --budget 120
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sightloop.Bench.Training;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
NativeEnvironment.KeepFreedMemory();
var data = new Option<string>("--data") { Required = true };
var labels = new Option<int>("--labels") { DefaultValueFactory = _ => 55 };
var heldOut = new Option<double>("--held-out") { DefaultValueFactory = _ => 0.2, Description = "share of the labels in the validation part" };
var seeds = new Option<int[]>("--seeds") { DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
var budget = new Option<double?>("--budget") { Description = "seconds" };
var epochs = new Option<int?>("--epochs");
var size = new Option<int>("--size");
var float32 = new Option<bool>("--float32");
var set = new Option<string[]>("--set") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "recipe numbers, name=value" };
var quiet = new Option<bool>("--quiet");
var int8 = new Option<bool>("--int8") { Description = "the int8 file too: kept or refused, AP and milliseconds beside the float32 file's" };
var command = new RootCommand("Detector training bench") { data, labels, heldOut, seeds, budget, epochs, size, float32, set, quiet, int8 };
command.SetAction(async (parsed, stop) =>
{
    var folder = VocFolder.Read(parsed.GetValue(data)!);
    var recipe = RecipeNumbers.Apply(parsed.GetValue(set)!);
    var results = new List<(double Ap50, double Ap)>();
    foreach (var seed in parsed.GetValue(seeds)!)
    {
        var shuffled = folder.Samples.ToArray();
        new Random(seed).Shuffle(shuffled);
        var chosen = shuffled.Take(parsed.GetValue(labels)).ToArray();
        var held = (int)Math.Round(chosen.Length * parsed.GetValue(heldOut));
        chosen = [.. chosen.Select((sample, index) => sample with { Validation = index < held })];
        var work = Directory.CreateTempSubdirectory("sightloop-bench-");
        var plan = new TrainingPlan
        {
            ClassIds = folder.ClassIds,
            Folder = work.FullName,
            BaseWeights = BaseWeights.DefaultPath,
            Budget = parsed.GetValue(budget) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Epochs = parsed.GetValue(epochs),
            ImageSize = parsed.GetValue(size),
            BFloat16 = parsed.GetValue(float32) ? false : null,
            Seed = seed,
        };
        static async Task<byte[]> Read(TrainingSample sample, CancellationToken cancel) => await File.ReadAllBytesAsync(sample.ObjectKey, cancel);
        var watch = Stopwatch.StartNew();
        var outcome = await new Trainer(TimeProvider.System, recipe).RunAsync(
            plan, chosen, Read, parsed.GetValue(quiet) ? null : new ConsoleProgress(), stop);
        var wall = watch.Elapsed;

        using var network = new DetectorNetwork(folder.ClassIds.Count);
        using var weights = BaseWeights.Load(outcome.WeightsPath);
        ModuleState.Restore(network, weights.Tensors);
        var rest = shuffled.Skip(chosen.Length).Select(sample => new HeldOutImage(sample, cancel => Read(sample, cancel))).ToList();
        var measured = DetectionEvaluation.Measure(network, rest, folder.ClassIds, outcome.ImageSize, stop).Detection!;
        results.Add((measured.Ap50 ?? 0, measured.Ap ?? 0));
        var own = outcome.Metrics?.Detection;
        Console.WriteLine(
            $"seed {seed}: AP50 {measured.Ap50:f4} AP {measured.Ap:f4} on {rest.Count} others | own metrics AP50 {own?.Ap50:f3} AP {own?.Ap:f3} | "
            + $"{outcome.Steps} steps at {outcome.ImageSize} in {wall.TotalSeconds:f1} s | "
            + string.Join(", ", measured.Classes.Select((one, index) => $"{folder.Classes[index]} {one.Ap50:f3}")));
        if (parsed.GetValue(int8))
        {
            await Int8Bench.RunAsync(network, folder, outcome.ImageSize, chosen, rest, Read, stop);
        }

        work.Delete(recursive: true);
    }
    Console.WriteLine($"mean: AP50 {results.Average(result => result.Ap50):f4} AP {results.Average(result => result.Ap):f4}");
});
return await command.Parse(args).InvokeAsync();
