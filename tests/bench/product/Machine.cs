namespace Sightloop.Bench.Product;

/// <summary>What a figure was measured on: printed above every table.</summary>
public static class Machine
{
    public static string Describe()
    {
        var processor = Line("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? "unknown processor";
        var bfloat16 = Line("/proc/cpuinfo", "flags")?.Contains("avx512_bf16", StringComparison.Ordinal) == true ? ", avx512_bf16" : "";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} x {processor}{bfloat16}, load before {load}";
    }

    private static string? Line(string file, string start) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
}
