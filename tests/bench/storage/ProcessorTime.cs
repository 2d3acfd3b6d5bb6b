using System.Globalization;

namespace Sightloop.Bench.Storage;

/// <summary>What the programs that take part have used so far, in processor milliseconds by name: the client, the product's services and the servers behind them.</summary>
internal static class ProcessorTime
{
    private const double MillisecondsInTick = 10;
    private const string Product = "Sightloop.";
    private static readonly string Own = Path.GetFileName(Environment.ProcessPath!);
    private static readonly string[] Servers = ["postgres", "beam.smp", "radosgw", "ceph-osd", "ceph-mon"];

    /// <summary>Of all that run now: what has ended meanwhile is missing.</summary>
    public static Dictionary<string, double> Read()
    {
        var used = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var name = NameOf(folder);
                if (name == Own || Servers.Contains(name) || (name.StartsWith(Product, StringComparison.Ordinal) && name.AsSpan().Count('.') == 1))
                {
                    // The second field is a name in parentheses that may hold anything; user and system time are the 14th and 15th.
                    var fields = File.ReadAllText($"{folder}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    used[name] = used.GetValueOrDefault(name) + fields[11..13].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) * MillisecondsInTick;
                }
            }
            catch (IOException)
            {
                // It ended between being listed and being read.
            }
        }

        return used;
    }

    /// <summary>A line of what each has used since <paramref name="before"/>, per image, the most first.</summary>
    public static string Show(Dictionary<string, double> before, Dictionary<string, double> after, int images)
    {
        var each = after.Select(one => (Name: one.Key, Milliseconds: (one.Value - before.GetValueOrDefault(one.Key)) / images)).OrderByDescending(one => one.Milliseconds).ToList();
        return $"{each.Sum(one => one.Milliseconds):0.00} ms an image: {string.Join(", ", each.Where(one => one.Milliseconds >= 0.005).Select(one => $"{one.Name} {one.Milliseconds:0.00}"))}";
    }

    /// <summary>The kernel cuts names at 15 letters: the product's are read in full.</summary>
    private static string NameOf(string folder)
    {
        var name = File.ReadAllText($"{folder}/comm").Trim();
        return name.StartsWith(Product, StringComparison.Ordinal) ? Path.GetFileName(File.ReadAllText($"{folder}/cmdline").Split('\0')[0]) : name;
    }
}
