using Microsoft.Extensions.Options;
using Sightloop.Ingest.Images;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Ingest.Uploads;

/// <summary>The one way in for an image's bytes, whoever sends them: check, then store. Rows come afterwards.</summary>
public sealed class ImageIntake(IObjectStore store, IOptions<IngestOptions> options) : IDisposable
{
    private readonly SemaphoreSlim processors = new(
        options.Value.ParallelChecks > 0 ? options.Value.ParallelChecks : Environment.ProcessorCount);

    /// <summary>Checks one file and, if it is an image, puts it into the object store.</summary>
    public async Task<CheckedFile> TakeAsync(string name, Spooled file, CancellationToken cancellation)
    {
        var result = await CheckAsync(name, file, cancellation);
        if (result.Image is not null)
        {
            await PutAsync(file, cancellation);
        }

        return result;
    }

    /// <summary>Puts the bytes of a file that passed the check into the object store.</summary>
    public async Task PutAsync(Spooled file, CancellationToken cancellation)
    {
        await using var content = file.OpenRead();
        await store.PutAsync(ImageKey.Of(file.Sha256), content, file.Length, cancellation);
    }

    /// <summary>Reads one file to its last row of pixels.</summary>
    public async Task<CheckedFile> CheckAsync(string name, Spooled file, CancellationToken cancellation)
    {
        if (file.TooLong)
        {
            return new CheckedFile(name, null,
                $"{name} has {file.Length / 1e6:0} MB, more than the {options.Value.MaxFileBytes / 1e6:0} MB that an image file may have: compress or tile it.");
        }

        await processors.WaitAsync(cancellation);
        try
        {
            var (image, refusal) = await Task.Run(() => Check(name, file, new ImageLimits(options.Value.MaxPixels)), cancellation);
            return new CheckedFile(name, image, refusal?.Reason);
        }
        catch (ImageRefusedException e)
        {
            return new CheckedFile(name, null, e.Refusal.Reason);
        }
        finally
        {
            processors.Release();
        }
    }

    private static (NewImage? Image, ImageRefusal? Refusal) Check(string name, Spooled file, ImageLimits limits)
    {
        var exam = file.Bytes is not null ? ImageExam.OfPinned(file.Bytes, name, limits) : ImageExam.OfFile(file.Path!, name, limits);
        return exam.Image is not { } image ? (null, exam.Refusal) : (new NewImage
        {
            Name = name, Sha256 = file.Sha256, Bytes = file.Length, MediaType = image.Format.MediaType(),
            Width = image.Width, Height = image.Height, PerceptualHash = unchecked((long)exam.PerceptualHash),
        }, null);
    }

    public void Dispose() => processors.Dispose();
}
