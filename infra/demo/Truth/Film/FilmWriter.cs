using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Turns a film into an .mp4 by handing its frames to ffmpeg.</summary>
public static class FilmWriter
{
    /// <summary>Writes the whole film; frames are drawn on all processors and handed over in order.</summary>
    /// <returns>False when this machine has no ffmpeg.</returns>
    /// <exception cref="DemoException">ffmpeg is there and failed.</exception>
    public static async Task<bool> TryWriteAsync(FilmClip film, string path, IProgress<double> progress, CancellationToken cancellation)
    {
        using var ffmpeg = TryStart(path);
        if (ffmpeg is null)
        {
            return false;
        }
        var complaints = ffmpeg.StandardError.ReadToEndAsync(cancellation);
        try
        {
            var pipe = ffmpeg.StandardInput.BaseStream;
            var frames = Enumerable.Range(0, film.Frames).AsParallel().AsOrdered().WithCancellation(cancellation)
                .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(frame => Pixels(film, frame));
            var written = 0;
            foreach (var pixels in frames)
            {
                await pipe.WriteAsync(pixels, cancellation);
                progress.Report((double)++written / film.Frames);
            }
            pipe.Close();
            await ffmpeg.WaitForExitAsync(cancellation);
        }
        catch (IOException)
        {
            await ffmpeg.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            ffmpeg.Kill();
            throw;
        }
        return ffmpeg.ExitCode == 0
            ? true
            : throw new DemoException($"ffmpeg could not write the film: {(await complaints).Trim()}");
    }

    private static byte[] Pixels(FilmClip film, int frame)
    {
        using var image = film.Render((double)frame / FilmClip.FramesPerSecond);
        return image.WriteToMemory<byte>();
    }

    private static Process? TryStart(string path)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{Shot.Width}x{Shot.Height}");
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", size, "-framerate", $"{FilmClip.FramesPerSecond}", "-i", "pipe:0",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path,
        ];
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
