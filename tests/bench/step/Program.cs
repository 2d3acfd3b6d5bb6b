// One training step of the network here and in PyTorch: same weights, same batch, same threads, taking turns.
//   apt-get install python3-torch
//   dotnet run -c Release --project tests/bench/step
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Sightloop.Bench.Product;
using Sightloop.Bench.Step;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var python = new Option<string>("--python") { DefaultValueFactory = _ => "/usr/bin/python3", Description = "a Python with torch" };
var side = new Option<int>("--size") { DefaultValueFactory = _ => 416 };
var batchSize = new Option<int>("--batch") { DefaultValueFactory = _ => 8 };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
var times = new Option<int>("--times") { DefaultValueFactory = _ => 6, Description = "steps in each round" };
var keepHeap = new Option<bool>("--peer-keeps-heap") { Description = "gives the peer the malloc settings of a training process here" };
var command = new RootCommand("Training step against PyTorch") { python, side, batchSize, rounds, times, keepHeap };
command.SetAction(async parsed =>
{
    const double Rate = 1e-4;
    var cores = Environment.ProcessorCount;
    var (pixels, images, repeats) = (parsed.GetValue(side), parsed.GetValue(batchSize), parsed.GetValue(times));
    Console.WriteLine(Machine.Describe());
    NativeEnvironment.KeepFreedMemory();
    TorchRuntime.Initialize();
    var folder = Directory.CreateTempSubdirectory("sightloop-bench-step-").FullName;
    try
    {
        const int Classes = 3;
        var batch = await RealBatch.ReadAsync(images, pixels, folder, Rate);
        var plan = new TrainingPlan
        {
            ClassIds = [.. Enumerable.Range(0, Classes).Select(i => new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))], ImageSize = pixels, BatchSize = images,
            LearningRate = Rate, Seed = 1, Folder = folder, BaseWeights = BaseWeights.DefaultPath,
        };
        using var float32 = new Ours(plan with { BFloat16 = false }, batch);
        using var shipped = new Ours(plan, batch);
        // After the weights are read: reading them gives every operation all cores again.
        using var threads = TorchThreads.OneEach();
        float32.SaveWeights(Path.Combine(folder, "weights.safetensors"));
        using var peer = new Peer(parsed.GetValue(python)!, folder, cores, parsed.GetValue(keepHeap));

        var (logits, loss) = float32.Look();
        var theirLoss = peer.Ask("agree");
        var theirs = MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(Path.Combine(folder, "logits.bin"))).ToArray();
        var apart = logits.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine($"the same network: {logits.Length} logits from {logits.Min():f3} to {logits.Max():f3} differ by at most {apart:e1}, the loss is {loss:f6} here and {theirLoss:f6} in PyTorch {peer.Version}");
        if (theirs.Length != logits.Length || apart > 1e-2 || Math.Abs(loss - theirLoss) > 0.02 * theirLoss)
        {
            throw new InvalidOperationException("The two networks do not compute the same: a comparison would say nothing.");
        }

        Console.WriteLine($"milliseconds per image at {pixels}, batch {images}, {cores} threads; median of {parsed.GetValue(rounds)} (least to most)");
        Compare("forward + backward", () => peer.Ask($"passes {repeats}"), () => float32.Passes(repeats), () => shipped.Passes(repeats));
        Compare("training step", () => peer.Ask($"steps {repeats}"), () => float32.Steps(repeats), () => shipped.Steps(repeats));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }

    void Compare(string what, Func<double> theirs, Func<double> plain, Func<double> best)
    {
        Func<double>[] sides = [theirs, plain, best];
        var samples = sides.Select(_ => new Samples()).ToArray();
        for (var round = -1; round < parsed.GetValue(rounds); round++)
        {
            foreach (var (measure, into) in sides.Zip(samples))
            {
                var milliseconds = measure() / images;
                if (round >= 0)
                {
                    into.Add(milliseconds);
                }
            }
        }

        var (fast, faster) = (samples[0].Over(samples[1]), samples[0].Over(samples[2]));
        Console.WriteLine($"{what}");
        Console.WriteLine($"  PyTorch float32 channels-last  {samples[0].Show()}");
        Console.WriteLine($"  here, float32 channels-last    {samples[1].Show()}  ratio {fast.Show("0.00")}  {Verdict.AtLeast(fast.Median, 1.0, "x")}");
        Console.WriteLine($"  here, as shipped               {samples[2].Show()}  ratio {faster.Show("0.00")}  {Verdict.AtLeast(faster.Median, 2.0, "x")}");
    }
});
return await command.Parse(args).InvokeAsync();
