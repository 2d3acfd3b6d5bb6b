using System.Globalization;
using System.Text.Json;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Clips;

/// <summary>What ffprobe says of a film clip.</summary>
/// <param name="Seconds">Its length; null when the container does not tell.</param>
/// <param name="FramesPerSecond">On average; null when the container does not tell.</param>
public sealed record ClipInfo(double? Seconds, double? FramesPerSecond)
{
    /// <exception cref="JobFailedException">It is no clip, or ffmpeg is missing.</exception>
    public static async Task<ClipInfo> ReadAsync(string path, string name, CancellationToken cancellation)
    {
        using var probe = Ffmpeg.Start("ffprobe",
            ["-v", "error", .. Ffmpeg.SafeInput, "-select_streams", "v:0", "-show_entries", "stream=avg_frame_rate,duration:format=duration", "-of", "json", path]);
        await using var killed = Ffmpeg.KillOn(probe, cancellation);
        var complaint = probe.StandardError.ReadToEndAsync(cancellation);
        var answer = await probe.StandardOutput.ReadToEndAsync(cancellation);
        await probe.WaitForExitAsync(cancellation);
        var json = probe.ExitCode == 0 ? JsonElement.Parse(answer) : default;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
        {
            throw new JobFailedException(
                $"{name} is neither an image, an archive (zip, tar) nor a film clip that can be read{Ffmpeg.FirstLine(await complaint, path, name)}. Export or upload it again.");
        }

        var seconds = Number(streams[0], "duration") ?? (json.TryGetProperty("format", out var format) ? Number(format, "duration") : null);
        return new ClipInfo(seconds, Rate(streams[0]));
    }

    private static double? Number(JsonElement from, string property) =>
        from.TryGetProperty(property, out var value) && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private static double? Rate(JsonElement stream) =>
        stream.TryGetProperty("avg_frame_rate", out var value) && value.GetString()?.Split('/') is [var over, var under]
            && double.TryParse(over, CultureInfo.InvariantCulture, out var frames) && double.TryParse(under, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && frames > 0
            ? frames / seconds
            : null;
}
