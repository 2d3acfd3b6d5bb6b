using NetVips;

namespace Sightloop.Demo.Truth.Film;

/// <summary>
/// A short film of two kinds of spacecraft at four places, drawn from a seed, whose truth is known at every moment: what stands in
/// for data on a machine that has none.
/// </summary>
public sealed class FilmClip : IDisposable
{
    public const int FramesPerSecond = 25;

    private readonly IReadOnlyList<Shot> _shots;

    /// <param name="shots">Two seconds each.</param>
    /// <param name="single">One craft per shot: what a classification project needs.</param>
    public FilmClip(int seed, int shots = 12, bool single = false)
    {
        var random = new Random(seed);
        _shots = [.. Enumerable.Range(0, shots).Select(i => new Shot(Backdrop.Places[i % Backdrop.Places.Count], single, random))];
    }

    public double Seconds => _shots.Count * Shot.Seconds;

    public int Frames => (int)(Seconds * FramesPerSecond);

    /// <param name="seconds">Time in the clip; the frame shown then is meant.</param>
    public IReadOnlyList<TruthBox> TruthAt(double seconds)
    {
        var (shot, within) = Find(seconds);
        return shot.Truth(within);
    }

    /// <returns>The frame shown then: RGB, 8 bit; the caller disposes it.</returns>
    public Image Render(double seconds, bool withCraft = true)
    {
        var (shot, within) = Find(seconds);
        return shot.Render(within, withCraft);
    }

    /// <summary>Single frames as JPEG files with their truth, evenly spread over the film.</summary>
    public IReadOnlyList<LabelledImage> Stills(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var seconds = Math.Floor((i + 0.5) * Frames / count) / FramesPerSecond;
            return new LabelledImage($"still-{i:000}.jpg", _ => Task.FromResult(Jpeg(seconds)), TruthAt(seconds));
        }),
    ];

    public void Dispose()
    {
        foreach (var shot in _shots)
        {
            shot.Dispose();
        }
    }

    private byte[] Jpeg(double seconds)
    {
        using var frame = Render(seconds);
        return frame.JpegsaveBuffer(q: 90);
    }

    private (Shot Shot, double Within) Find(double seconds)
    {
        var frame = Math.Clamp((int)Math.Round(seconds * FramesPerSecond), 0, Frames - 1);
        var perShot = (int)(Shot.Seconds * FramesPerSecond);
        return (_shots[frame / perShot], (double)(frame % perShot) / FramesPerSecond);
    }
}
