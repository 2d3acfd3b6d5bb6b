using System.Globalization;

namespace Sightloop.Bench.Product;

/// <summary>Memory of a process and all that it has started, as Linux counts it. Pages that two of them share count twice.</summary>
public static class ProcessTree
{
    private const double KilobytesInMegabyte = 1024;

    /// <summary>Resident memory of the process alone, MiB; 0 when it is gone.</summary>
    public static double Resident(int process) => Status(process, "VmRSS:") / KilobytesInMegabyte;

    /// <summary>What the process alone holds without the pages of mapped files, which the system takes back when it needs them, MiB.</summary>
    public static double Private(int process) => (Status(process, "RssAnon:") + Status(process, "RssShmem:")) / KilobytesInMegabyte;

    /// <summary>Resident memory of the process and its descendants, MiB.</summary>
    public static double ResidentWithChildren(int process) => Resident(process) + Descendants(process).Sum(Resident);

    /// <summary>Running descendants, nearest first.</summary>
    public static IReadOnlyList<int> Descendants(int process)
    {
        var children = new Dictionary<long, List<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id))
            {
                var parent = Status(id, "PPid:");
                if (!children.TryGetValue(parent, out var siblings))
                {
                    children[parent] = siblings = [];
                }

                siblings.Add(id);
            }
        }

        var found = new List<int>();
        var next = new Queue<int>([process]);
        while (next.TryDequeue(out var one))
        {
            foreach (var child in children.GetValueOrDefault(one) ?? [])
            {
                found.Add(child);
                next.Enqueue(child);
            }
        }

        return found;
    }

    private static long Status(int process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended between being listed and being read.
        }
    }
}
