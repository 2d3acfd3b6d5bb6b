using Sightloop.Demo.Report;
using Sightloop.Demo.Truth;
using Sightloop.Demo.Truth.Film;

namespace Sightloop.Demo.Loop;

/// <summary>What one run works on: images (or a clip) to upload and images kept back to score the models on.</summary>
/// <param name="Clip">The clip to upload; null when <paramref name="Pool"/> is uploaded as single files.</param>
public sealed record Material(
    string Name, bool IsClassification, IReadOnlyList<string> Labels, IReadOnlyList<LabelledImage> Pool, IReadOnlyList<LabelledImage> KeptBack,
    FilmedClip? Clip = null)
{
    /// <summary>Fewer images than this beside those labelled by hand make no loop.</summary>
    private const int LeastAuto = 5;

    /// <summary>
    /// Shuffles by the seed, so that no order in the folder decides what is labelled. What is left over is kept back; a set too small
    /// for everything keeps back a third of it and auto-labels fewer images.
    /// </summary>
    public static Material FromSet(LabelledSet set, DemoOptions options)
    {
        var spare = set.Images.Count - options.Labels;
        if (spare < LeastAuto)
        {
            throw new DemoException(
                $"{set.Name} has {set.Images.Count} labelled images, too few for {options.Labels} labelled by hand and {LeastAuto} more; use a larger folder or smaller --labels.");
        }
        var images = set.Images.ToArray();
        new Random(options.Seed).Shuffle(images);
        var auto = Math.Min(options.Auto, Math.Max(LeastAuto, spare - Math.Min(options.Evaluate, spare / 3)));
        var used = options.Labels + auto;
        return new Material(set.Name, set.IsClassification, set.Labels, images[..used], [.. images.Skip(used).Take(options.Evaluate)]);
    }

    /// <summary>
    /// Films two different clips from the seed: one to upload, and stills of the other to score on. Without ffmpeg on this machine the
    /// first one's frames are uploaded as single images instead.
    /// </summary>
    public static async Task<Material> FromFilmAsync(DemoOptions options, string folder, Stages stages, CancellationToken cancellation)
    {
        var film = new FilmClip(options.Seed, single: options.IsClassification);
        var other = new FilmClip(options.Seed + 1, single: options.IsClassification);
        var wanted = options.Labels + options.Auto;
        if (wanted > film.Frames)
        {
            throw new DemoException($"The generated film has {film.Frames} frames and {wanted} are asked for; use smaller --labels and --auto, or --data.");
        }
        var path = Path.Combine(folder, "spacecraft.mp4");
        var isWritten = await stages.RunAsync(
            "Film a clip of two kinds of spacecraft", progress => FilmWriter.TryWriteAsync(film, path, progress, cancellation));
        var material = new Material(
            "spacecraft film", options.IsClassification, [Craft.Hauler, Craft.Scout], [], ForTask(other.Stills(Math.Min(60, options.Evaluate))));
        if (isWritten)
        {
            return material with { Clip = new FilmedClip(film, path, film.Frames / wanted) };
        }
        stages.Note("ffmpeg is not installed on this machine: the film's frames are uploaded as single images instead of a clip.");
        return material with { Pool = ForTask(film.Stills(wanted)) };

        List<LabelledImage> ForTask(IReadOnlyList<LabelledImage> images) => options.IsClassification
            ? [.. images.Select(image => image with { Truth = [LabelledSet.MajorityClass(image.Truth)] })]
            : [.. images];
    }
}

/// <summary>A film as a file to upload.</summary>
/// <param name="EveryFrames">Of how many frames one becomes an image.</param>
public sealed record FilmedClip(FilmClip Film, string Path, int EveryFrames)
{
    public int Images => (Film.Frames + EveryFrames - 1) / EveryFrames;
}
