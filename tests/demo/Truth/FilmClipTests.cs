using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using NetVips;
using Sightloop.Demo.Truth.Film;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Tests.Truth;

public sealed class FilmClipTests
{
    private const int Width = Shot.Width;
    private const int Height = Shot.Height;

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    public void Every_fourth_frame_shows_a_craft_and_every_box_lies_inside_the_frame(int seed, bool single)
    {
        using var film = new FilmClip(seed, single: single);

        for (var frame = 0; frame < film.Frames; frame += 4)
        {
            var truth = film.TruthAt((double)frame / FilmClip.FramesPerSecond);
            Assert.NotEmpty(truth);
            Assert.All(truth, box => Assert.Equal(box.Box!.Value.ClampTo(Width, Height), box.Box.Value));
            Assert.All(truth, box => Assert.True(box.Box!.Value is { Width: > 8, Height: > 8 }));
        }
    }

    [Fact]
    public void Both_kinds_appear_at_all_four_places()
    {
        using var film = new FilmClip(7);

        var labels = Enumerable.Range(0, 24).SelectMany(second => film.TruthAt(second + 0.5)).Select(box => box.Label).ToList();

        Assert.Contains(Craft.Scout, labels);
        Assert.Contains(Craft.Hauler, labels);
    }

    [Fact]
    public void A_box_is_exactly_where_the_craft_changed_the_picture()
    {
        using var film = new FilmClip(11, single: true);

        for (var i = 0; i < 24; i++)
        {
            var seconds = i + 0.36;
            var truth = Assert.Single(film.TruthAt(seconds)).Box!.Value;
            var drawn = Changed(film, seconds);
            Assert.True(truth.IoU(drawn) > 0.85, $"at {seconds} s the truth is {truth}, the picture changed at {drawn}");
        }
    }

    [Fact]
    public void The_same_seed_films_the_same_and_another_seed_something_else()
    {
        using var one = new FilmClip(3, shots: 1);
        using var again = new FilmClip(3, shots: 1);
        using var other = new FilmClip(4, shots: 1);

        Assert.Equal(Pixels(one), Pixels(again));
        Assert.NotEqual(Pixels(one), Pixels(other));
    }

    [Fact]
    public async Task Writes_a_clip_of_the_right_length_whose_frames_match_the_truth_by_time()
    {
        using var film = new FilmClip(5, shots: 2, single: true);
        var folder = Directory.CreateTempSubdirectory("sightloop-film-").FullName;
        try
        {
            var path = Path.Combine(folder, "film.mp4");
            var isWritten = await FilmWriter.TryWriteAsync(film, path, new Progress<double>(), TestContext.Current.CancellationToken);
            Assert.SkipUnless(isWritten, "ffmpeg is not installed");

            var stream = await RunAsync("ffprobe", "-v", "error", "-show_entries", "stream=width,height,nb_frames", "-of", "csv=p=0", path);
            var duration = await RunAsync("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path);
            Assert.Equal("640,360,100", stream.Trim());
            Assert.Equal(4.0, double.Parse(duration, CultureInfo.InvariantCulture), 2);

            // Frame 60, shown at 2.4 s, is the picture the film draws for that time.
            var png = Path.Combine(folder, "frame.png");
            await RunAsync("ffmpeg", "-v", "error", "-i", path, "-vf", "select=eq(n\\,60)", "-frames:v", "1", png);
            using var decoded = Image.NewFromFile(png);
            using var drawn = film.Render(2.4);
            Assert.True((decoded - drawn).Abs().Avg() < 4, "the decoded frame differs from the drawn one");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Bounds of the pixels that differ between the picture with and without the craft.</summary>
    private static Box Changed(FilmClip film, double seconds)
    {
        using var with = film.Render(seconds);
        using var without = film.Render(seconds, withCraft: false);
        using var changed = (with - without).Abs().Bandmean() > 6;
        var mask = changed.WriteToMemory<byte>();
        List<int> hits = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0)];
        return Box.FromCorners(
            hits.Min(i => i % Width), hits.Min(i => i / Width), hits.Max(i => i % Width) + 1, hits.Max(i => i / Width) + 1);
    }

    private static byte[] Pixels(FilmClip film)
    {
        using var frame = film.Render(1);
        return frame.WriteToMemory<byte>();
    }

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed");
            throw;
        }
    }
}
