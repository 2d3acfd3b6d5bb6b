using System.ComponentModel;
using System.Diagnostics;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Clips;

/// <summary>Starts ffmpeg's programs on files that strangers made.</summary>
internal static class Ffmpeg
{
    /// <summary>Films only, from this file only: a playlist in disguise could otherwise fetch other files and addresses of this machine.</summary>
    public static IReadOnlyList<string> SafeInput { get; } =
    [
        "-protocol_whitelist", "file", "-format_whitelist", "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,gif,m4v,mpegvideo,h264,hevc",
    ];

    /// <exception cref="JobFailedException">It is not installed.</exception>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception)
        {
            throw new JobFailedException($"Film clips need {program}, which is not installed: run infra/install, then import the clip again.");
        }
    }

    /// <summary>Dispose it when the process has ended.</summary>
    public static CancellationTokenRegistration KillOn(Process process, CancellationToken cancellation) => cancellation.Register(() =>
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    });

    /// <summary>The first complaint in brackets, with the file's own name in place of the temporary one.</summary>
    public static string FirstLine(string complaint, string path, string name)
    {
        var line = complaint.Split('\n', 2)[0].Replace(path, name, StringComparison.Ordinal).Trim();
        return line.Length == 0 ? "" : $" ({line})";
    }
}
