using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Imports;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Clips;

/// <summary>
/// The chosen frames of a film clip. One ffmpeg decodes the clip once, tells where it cuts to another picture (scdet), chooses frames with its select filter, tells their times
/// through showinfo, both on its standard error, and writes them as JPEG parts with their lengths on its standard output. The same clip gives the same frames again.
/// </summary>
public sealed partial class ClipFrames(Spool spool, IOptions<IngestOptions> options)
{
    /// <summary>Mean difference from frame to frame, 0 to 100, beyond that of the frames before: scdet's own default.</summary>
    private const int CutThreshold = 10;

    /// <exception cref="JobFailedException">It is no clip, it holds no frame that can be read, or ffmpeg is missing.</exception>
    public async IAsyncEnumerable<ImportEntry> ReadAsync(
        string path, ImportRequest request, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var info = await ClipInfo.ReadAsync(path, request.Name, cancellation);
        using var ffmpeg = Ffmpeg.Start("ffmpeg",
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info", .. Ffmpeg.SafeInput,
            "-max_pixels", options.Value.MaxPixels.ToString(CultureInfo.InvariantCulture), "-i", path,
            "-an", "-sn", "-dn", "-map", "0:v:0", "-vf", $"scdet=threshold={CutThreshold},select='{Selection(request)}',showinfo=checksum=0",
            "-fps_mode", "vfr", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "2", "-f", "mpjpeg", "-",
        ]);
        await using var killed = Ffmpeg.KillOn(ffmpeg, cancellation);
        var times = Channel.CreateUnbounded<(double Seconds, bool IsCut)>();
        var fault = ReadLogAsync(ffmpeg.StandardError, times.Writer);
        var stem = Path.GetFileNameWithoutExtension(request.Name);
        await using var parts = new JpegParts(ffmpeg.StandardOutput.BaseStream);
        long position = 0;
        for (; await parts.NextAsync(cancellation) is { } jpeg; position++)
        {
            var (seconds, isCut) = await times.Reader.ReadAsync(cancellation);
            if (position >= skip)
            {
                yield return new ImportEntry(string.Create(CultureInfo.InvariantCulture, $"{stem}_{seconds:000000.000}.jpg"))
                {
                    File = await spool.ReadAsync(new MemoryStream(jpeg, writable: false), options.Value.MaxFileBytes, cancellation),
                    Seconds = seconds, IsCut = isCut,
                    Frame = info.FramesPerSecond is { } rate ? (long)Math.Round(seconds * rate) : null,
                    Progress = info.Seconds is { } length ? Math.Min(1, seconds / length) : 0,
                };
            }
        }

        await ffmpeg.WaitForExitAsync(cancellation);
        var complaint = await fault;
        if (position == 0)
        {
            throw new JobFailedException($"No frame of {request.Name} can be read{Ffmpeg.FirstLine(complaint ?? "", path, request.Name)}. Export or upload it again.");
        }

        if (complaint is not null && position >= skip)
        {
            yield return new ImportEntry(request.Name)
            {
                Reason = $"Parts of {request.Name} are damaged{Ffmpeg.FirstLine(complaint, path, request.Name)}: frames may be missing.", Progress = 1,
            };
        }
    }

    private static string Selection(ImportRequest request) => request switch
    {
        { EveryFrames: { } frames } => FormattableString.Invariant($"not(mod(n\\,{frames}))"),
        { SceneThreshold: { } threshold } => FormattableString.Invariant($"eq(n\\,0)+gt(scene\\,{threshold})"),
        _ => FormattableString.Invariant($"isnan(prev_selected_t)+gte(t-prev_selected_t\\,{request.EverySeconds ?? 1})"),
    };

    /// <summary>Writes each chosen frame's time as it is told, and whether there was a cut since the last one; returns the first complaint, or null.</summary>
    private static async Task<string?> ReadLogAsync(StreamReader log, ChannelWriter<(double Seconds, bool IsCut)> times)
    {
        string? complaint = null;
        var isCut = false;
        while (await log.ReadLineAsync() is { } line)
        {
            if (FrameTime().Match(line) is { Success: true } frame)
            {
                times.TryWrite((double.Parse(frame.Groups[1].ValueSpan, CultureInfo.InvariantCulture), isCut));
                isCut = false;
            }
            else if (Cut().IsMatch(line))
            {
                isCut = true;
            }
            else if (complaint is null && Complaint().Match(line) is { Success: true } found)
            {
                complaint = found.Groups[1].Value;
            }
        }

        times.Complete();
        return complaint;
    }

    [GeneratedRegex(@"showinfo.*\bpts_time:\s*(-?[0-9.]+)")]
    private static partial Regex FrameTime();

    [GeneratedRegex(@"scdet.*\blavfi\.scd\.time:")]
    private static partial Regex Cut();

    [GeneratedRegex(@"\[(?:error|fatal|panic)\]\s*(.+)")]
    private static partial Regex Complaint();
}
