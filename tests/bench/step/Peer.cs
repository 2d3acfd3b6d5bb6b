using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Sightloop.Bench.Step;

/// <summary>peer.py in a process of its own, which sleeps while it is not asked.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    public Peer(string python, string folder, int threads, bool keepHeap)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peer.py"), folder, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        if (keepHeap)
        {
            // What NativeEnvironment.KeepFreedMemory tells malloc in our process.
            start.Environment["MALLOC_MMAP_MAX_"] = "0";
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
            start.Environment["MALLOC_TOP_PAD_"] = (64 << 20).ToString(CultureInfo.InvariantCulture);
        }

        process = Process.Start(start)!;
    }

    public string Version { get; private set; } = "";

    public double Ask(string command)
    {
        process.StandardInput.WriteLine(command);
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended at '{command}'; its words are above.");
        using var answer = JsonDocument.Parse(line);
        Version = answer.RootElement.GetProperty("version").GetString()!;
        return answer.RootElement.GetProperty("value").GetDouble();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
