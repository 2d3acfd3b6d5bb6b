using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Models;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.Predictions;

/// <summary>The requests between the door and the network: a bounded number of them.</summary>
public sealed class PredictionQueue : IDisposable
{
    /// <summary>The gauge that pods of predictions are scaled by.</summary>
    public const string InFlight = "sightloop.predict.in_flight";

    private readonly Channel<Waiting> channel = Channel.CreateUnbounded<Waiting>();
    private readonly SemaphoreSlim decoders = new(Math.Max(2, Environment.ProcessorCount));
    private readonly Meter meter = new("Sightloop.Inference");
    private readonly PredictionOptions options;
    private readonly InferenceLoad load;
    private int admitted;
    private long rejected;
    private int decoding;

    public PredictionQueue(IOptions<PredictionOptions> options, InferenceLoad load)
    {
        (this.options, this.load) = (options.Value, load);
        meter.CreateObservableGauge(InFlight, () => Admitted, description: "Predictions under way");
        meter.CreateObservableGauge("sightloop.predict.saturation", () => (double)Admitted / this.options.QueueLength, "1", "Predictions under way by how many are let in");
        meter.CreateObservableCounter("sightloop.predict.rejected", () => Volatile.Read(ref rejected), description: "Predictions that were answered 429");
        meter.CreateObservableGauge("sightloop.predict.waiting", () => channel.Reader.Count, description: "Decoded images that wait for the network");
    }

    /// <summary>Requests under way.</summary>
    public int Admitted => Volatile.Read(ref admitted);

    /// <summary>Images that are being decoded and will want the network in a moment.</summary>
    public int Decoding => Volatile.Read(ref decoding);

    internal ChannelReader<Waiting> Reader => channel.Reader;

    /// <summary>A place for one request, from before its body is read until it is answered; false when all are taken.</summary>
    public bool TryEnter([NotNullWhen(true)] out IDisposable? place)
    {
        if (Interlocked.Increment(ref admitted) > options.QueueLength)
        {
            Interlocked.Decrement(ref admitted);
            Interlocked.Increment(ref rejected);
            place = null;
            return false;
        }

        place = new Place(this, load.Enter());
        return true;
    }

    /// <summary>Decodes the image and runs it, alone or together with others that wait.</summary>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public async Task<Seen> RunAsync(ModelLease model, byte[] image, string name, CancellationToken cancellation)
    {
        var size = model.Detector.Description.ImageSize;
        var tensor = System.Buffers.ArrayPool<float>.Shared.Rent(NetworkInput.Length(size));
        var waiting = new Waiting(model.Detector, tensor, cancellation);
        try
        {
            waiting.Letterbox = await DecodeAsync(image, size, tensor, name, cancellation);
            channel.Writer.TryWrite(waiting);
            return new Seen(await waiting.Findings.Task, waiting.Letterbox.ImageWidth, waiting.Letterbox.ImageHeight);
        }
        finally
        {
            System.Buffers.ArrayPool<float>.Shared.Return(tensor);
        }
    }

    private async Task<Letterbox> DecodeAsync(byte[] image, int size, float[] tensor, string name, CancellationToken cancellation)
    {
        Interlocked.Increment(ref decoding);
        try
        {
            await decoders.WaitAsync(cancellation);
            try
            {
                return NetworkInput.Fill(image, size, tensor.AsSpan(0, NetworkInput.Length(size)), name);
            }
            finally
            {
                decoders.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref decoding);
        }
    }

    public void Dispose()
    {
        meter.Dispose();
        decoders.Dispose();
    }

    /// <summary>A decoded image that waits for the network.</summary>
    internal sealed record Waiting(IDetector Detector, float[] Tensor, CancellationToken Cancellation)
    {
        public Letterbox Letterbox { get; set; }

        public TaskCompletionSource<IReadOnlyList<Finding>> Findings { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Place(PredictionQueue queue, IDisposable stay) : IDisposable
    {
        public void Dispose()
        {
            stay.Dispose();
            Interlocked.Decrement(ref queue.admitted);
        }
    }
}

/// <summary>What a model sees in an image of this upright size, pixels.</summary>
public sealed record Seen(IReadOnlyList<Finding> Findings, int Width, int Height);
