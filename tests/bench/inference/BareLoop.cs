using System.Threading.Channels;
using Microsoft.ML.OnnxRuntime;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;

namespace Sightloop.Bench.Inference;

/// <summary>The least that must be done: read, decode, run, on as many threads as the product, with nothing stored or sent.</summary>
internal sealed class BareLoop : IDisposable
{
    private const int Batch = 8;
    private const int Decoders = 2;
    private static readonly string[] Wanted = [ModelTensors.Boxes, ModelTensors.Scores, ModelTensors.Classes, ModelTensors.ImageIndex];
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly int size;

    public BareLoop(byte[] model, int threads, int size)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        session = new InferenceSession(model, options);
        this.size = size;
    }

    /// <summary>Decodes one image and runs it. Returns the number of boxes.</summary>
    public int One(byte[] image)
    {
        var tensor = new float[NetworkInput.Length(size)];
        NetworkInput.Fill(image, size, tensor);
        return Run(tensor, 1);
    }

    /// <summary>Decoding runs ahead of the network, which works in batches. Returns the number of boxes.</summary>
    public async Task<int> AllAsync(IReadOnlyList<string> files)
    {
        var ahead = Channel.CreateBounded<float[]>(2 * Batch);
        var next = -1;
        var decoding = Task.WhenAll(Enumerable.Range(0, Decoders).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < files.Count)
            {
                var tensor = new float[NetworkInput.Length(size)];
                NetworkInput.Fill(await File.ReadAllBytesAsync(files[i]), size, tensor);
                await ahead.Writer.WriteAsync(tensor);
            }
        }))).ContinueWith(done => ahead.Writer.Complete(done.Exception), TaskScheduler.Default);
        var images = new float[Batch * NetworkInput.Length(size)];
        var (count, boxes) = (0, 0);
        await foreach (var tensor in ahead.Reader.ReadAllAsync())
        {
            tensor.CopyTo(images, count++ * tensor.Length);
            if (count == Batch)
            {
                boxes += Run(images, count);
                count = 0;
            }
        }

        await decoding;
        return boxes + (count > 0 ? Run(images, count) : 0);
    }

    private int Run(float[] images, int count)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, images.AsMemory(0, count * NetworkInput.Length(size)), [count, 3, size, size]);
        using var outputs = session.Run(run, [ModelTensors.Images], [input], Wanted);
        return outputs[1].GetTensorDataAsSpan<float>().Length;
    }

    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }
}
