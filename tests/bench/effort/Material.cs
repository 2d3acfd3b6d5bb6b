using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;
using Sightloop.Demo.Truth.Film;

namespace Sightloop.Bench.Effort;

/// <summary>Images with their truth: those uploaded, and those that are never uploaded and score the models.</summary>
/// <param name="Labels">Classes.</param>
/// <param name="Pool">Uploaded.</param>
/// <param name="Unseen">Never uploaded.</param>
/// <param name="Frames">Of a clip's frames their time, and whether the film cuts before them, by name.</param>
public sealed record Material(
    IReadOnlyList<string> Labels, IReadOnlyList<LabelledImage> Pool, IReadOnlyList<LabelledImage> Unseen, IReadOnlyDictionary<string, (double Seconds, bool IsCut)> Frames)
{
    /// <summary>A drawn film of two kinds of spacecraft, five frames a second, in place of a folder.</summary>
    public const string Film = "film";

    private const int FramesPerSecond = 5;
    private const int OtherFilm = 1000;
    private const int UnseenFrames = 60;

    public static Material Read(string set, int seed, int poolSize)
    {
        if (set == Film)
        {
            return OfFilm(seed);
        }

        var all = VocFolder.TryRead(Repository.DataSet(set))!;
        var images = all.Images.ToArray();
        new Random(seed).Shuffle(images);
        return new(all.Labels, images[..poolSize], images[poolSize..], new Dictionary<string, (double, bool)>());
    }

    private static Material OfFilm(int seed)
    {
        var film = new FilmClip(seed);
        var stills = film.Stills((int)(film.Seconds * FramesPerSecond)).ToArray();
        var frames = stills.Index().ToDictionary(one => one.Item.Name, one => ((double)one.Index / FramesPerSecond, one.Index > 0 && one.Index % (int)(Shot.Seconds * FramesPerSecond) == 0));
        new Random(seed).Shuffle(stills);
        return new([Craft.Hauler, Craft.Scout], stills, new FilmClip(seed + OtherFilm).Stills(UnseenFrames), frames);
    }
}
