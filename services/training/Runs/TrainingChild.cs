using System.Diagnostics;
using System.Runtime.InteropServices;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;

namespace Sightloop.Training.Runs;

/// <summary>
/// The process that trains: libtorch, its memory, its threads and its crashes live here and nowhere else. It reads the images from the object store,
/// keeps checkpoints in its run folder, and leaves the verified model there. It ends when its parent's end of the pipe closes.
/// </summary>
internal static class TrainingChild
{
    public const string Command = "train";
    public const string BaseModelCommand = "base-model";

    /// <summary>Seconds kept of a budget for export, verification and storing at 416 pixels; grows with the image's area.</summary>
    private const double ClosingSeconds = 4;

    /// <summary>Seconds more at 416 pixels where an int8 file is made and compared.</summary>
    private const double Int8Seconds = 6;

    /// <summary>Closing takes up to this many times as long as starting: what starts slowly, on a busy machine, also closes slowly.</summary>
    private const double ClosingToStarting = 3;

    /// <summary>Exit code: it cannot succeed, a line says why.</summary>
    public const int Refused = 3;

    /// <summary>Exit code: asked to stop by SIGTERM or Ctrl-C, or the object store is away; it goes on from its checkpoint when started again.</summary>
    public const int Suspended = 4;

    /// <summary>Exit code: something broke; standard error says what.</summary>
    private const int Crashed = 1;

    /// <returns>The exit code: 0 done, <see cref="Refused"/>, <see cref="Suspended"/>, anything else a crash.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var suspend = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Suspend);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Suspend);
        EndWithParent();
        NativeEnvironment.KeepFreedMemory();
        try
        {
            if (args[0] == BaseModelCommand)
            {
                WriteBaseModel(args[1], args.ElementAtOrDefault(2));
                return 0;
            }

            await TrainAsync(args[1], suspend.Token);
            return 0;
        }
        catch (OperationCanceledException) when (suspend.IsCancellationRequested)
        {
            return Suspended;
        }
        catch (ObjectStoreUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Suspended;
        }
        catch (Exception e) when (e is TooLittleDataException or DivergedException or DeviceException or FileNotFoundException or InvalidDataException or RefusedModelException)
        {
            Say(new ChildLine(null, e.Message));
            return Refused;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            return Crashed;
        }

        void Suspend(PosixSignalContext signal)
        {
            signal.Cancel = true;
            suspend.Cancel();
        }
    }

    private static void WriteBaseModel(string path, string? baseWeights)
    {
        TorchRuntime.Initialize();
        using var weights = BaseWeights.Load(baseWeights);
        File.WriteAllBytes(path, BaseModel.ExportEmbedder(weights));
    }

    private static async Task TrainAsync(string folder, CancellationToken suspend)
    {
        var cancellation = CancellationToken.None;
        var order = Json.Read<ChildOrder>(await File.ReadAllTextAsync(Path.Combine(folder, ChildOrder.FileName), cancellation));
        await using var services = BuildServices();
        var store = services.GetRequiredService<IObjectStore>();
        var (header, samples) = await Snapshot.ReadAsync(store, order.SnapshotKey, cancellation);
        TorchRuntime.Initialize(order.Threads);

        var read = (TrainingSample sample, CancellationToken token) => ReadAsync(store, sample.ObjectKey, token);
        var plan = await PlanAsync(order, header, samples, folder, store, cancellation);
        var outcome = await new Trainer(TimeProvider.System).RunAsync(plan, samples, read, new LineProgress(), cancellation, suspend);
        var result = await ModelClosing.ExportAsync(order, header, outcome, samples, read, folder, cancellation);
        await WriteAsync(Path.Combine(folder, ChildResult.FileName), result, cancellation);
    }

    private static async Task<TrainingPlan> PlanAsync(
        ChildOrder order, SnapshotHeader header, IReadOnlyList<TrainingSample> samples, string folder, IObjectStore store, CancellationToken cancellation)
    {
        string? parent = null;
        if (order.ParentWeightsKey is { } key)
        {
            parent = Path.Combine(folder, "parent.safetensors");
            await File.WriteAllBytesAsync(parent, await ReadAsync(store, key, cancellation), cancellation);
        }

        var options = TrainingPreset.Fill(order.Options);
        var imageSize = options.ImageSize ?? InputSize.Choose(samples, TrainingPreset.LeastSize(options));
        var spent = order.SecondsSpent + (TimeProvider.System.GetLocalNow().DateTime - Process.GetCurrentProcess().StartTime).TotalSeconds;
        var task = header.Task == "classification" ? TrainingTask.Classification : TrainingTask.Detection;
        var usual = ClosingSeconds + (options.Int8 == true && task == TrainingTask.Detection ? Int8Seconds : 0);
        var busy = Math.Max(1, ClosingToStarting * (spent - order.SecondsSpent) / ClosingSeconds);
        var closing = usual * busy * Math.Max(1, imageSize * imageSize / (416.0 * 416));
        return new TrainingPlan
        {
            Task = task,
            ClassIds = [.. header.Labels.Select(label => label.Id)],
            ImageSize = imageSize,
            Epochs = options.Epochs,
            Budget = options.BudgetSeconds is { } budget ? TimeSpan.FromSeconds(Math.Max(1, budget - spent - closing)) : null,
            LeastSteps = TrainingPreset.LeastSteps(options),
            Seed = order.Seed,
            Folder = folder,
            BaseWeights = order.BaseWeights ?? BaseWeights.DefaultPath,
            ParentWeights = parent,
            ParentClassIds = order.ParentLabelIds,
            Device = order.Device,
        };
    }

    /// <summary>The object store as the parent has it: its settings come as environment variables.</summary>
    private static ServiceProvider BuildServices()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddObjectStore(configuration);
        return services.BuildServiceProvider();
    }

    internal static async Task<byte[]> ReadAsync(IObjectStore store, string key, CancellationToken cancellation)
    {
        await using var stream = await store.OpenAsync(key, cancellation: cancellation);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellation);
        return memory.ToArray();
    }

    private static async Task WriteAsync<T>(string path, T value, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(path + ".part", Json.Write(value), cancellation);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static void Say(ChildLine line) => Console.Out.WriteLine(Json.Write(line));

    /// <summary>The parent holds our standard input open; when it closes, the parent is dead or has given up on us.</summary>
    private static void EndWithParent() => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }) { IsBackground = true, Name = "parent watch" }.Start();

    private sealed class LineProgress : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Say(new ChildLine(value, null));
    }
}

/// <summary>ONNX Runtime and TorchSharp do not agree on the written model: it must not be offered.</summary>
public sealed class RefusedModelException(string message) : Exception(message);
