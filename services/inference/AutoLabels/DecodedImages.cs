using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Reads and decodes images ahead of the network: several at a time, handed out in their order.</summary>
internal sealed class DecodedImages(IObjectStore objects, int size, AutoLabelOptions options)
{
    /// <summary>One image as network input, or why it is none. <paramref name="Tensor"/> is rented: [3, S, S] and possibly more behind it.</summary>
    public sealed record Decoded(UndecidedImage Image, float[]? Tensor, Letterbox Letterbox, string? Error)
    {
        public void Return()
        {
            if (Tensor is not null)
            {
                ArrayPool<float>.Shared.Return(Tensor);
            }
        }
    }

    public async IAsyncEnumerable<Decoded> RunAsync(IAsyncEnumerable<UndecidedImage> images, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var decoders = new SemaphoreSlim(options.Decoders);
        var ahead = Channel.CreateBounded<Task<Decoded>>(options.DecodedAhead);
        var feeding = FeedAsync(images, ahead.Writer, decoders, stop.Token);
        try
        {
            await foreach (var decoded in ahead.Reader.ReadAllAsync(cancellation))
            {
                yield return await decoded;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await feeding;
            // What was decoded in vain must have let go of the semaphore before it is disposed.
            while (ahead.Reader.TryRead(out var unused))
            {
                await unused.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task FeedAsync(
        IAsyncEnumerable<UndecidedImage> images, ChannelWriter<Task<Decoded>> ahead, SemaphoreSlim decoders, CancellationToken cancellation)
    {
        Task<Decoded>? last = null;
        try
        {
            await foreach (var image in images.WithCancellation(cancellation))
            {
                await decoders.WaitAsync(cancellation);
                last = Task.Run(() => DecodeAndReleaseAsync(image, decoders, cancellation), CancellationToken.None);
                await ahead.WriteAsync(last, cancellation);
            }

            ahead.Complete();
        }
        catch (Exception e)
        {
            if (last is not null)
            {
                await last.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            ahead.Complete(e);
        }
    }

    private async Task<Decoded> DecodeAndReleaseAsync(UndecidedImage image, SemaphoreSlim decoders, CancellationToken cancellation)
    {
        try
        {
            return await DecodeAsync(image, cancellation);
        }
        finally
        {
            decoders.Release();
        }
    }

    private async Task<Decoded> DecodeAsync(UndecidedImage image, CancellationToken cancellation)
    {
        var tensor = ArrayPool<float>.Shared.Rent(NetworkInput.Length(size));
        try
        {
            var bytes = await Patience.AskAsync(token => ReadAsync(image.ObjectKey, token), cancellation);
            var letterbox = NetworkInput.Fill(bytes, size, tensor.AsSpan(0, NetworkInput.Length(size)), image.Name);
            return new Decoded(image, tensor, letterbox, null);
        }
        catch (Exception e) when (e is ImageRefusedException or ObjectNotFoundException)
        {
            ArrayPool<float>.Shared.Return(tensor);
            return new Decoded(image, null, default, e is ObjectNotFoundException ? $"The bytes of {image.Name} are gone: it was deleted." : e.Message);
        }
    }

    private async Task<byte[]> ReadAsync(string key, CancellationToken cancellation)
    {
        await using var stream = await objects.OpenAsync(key, cancellation: cancellation);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
