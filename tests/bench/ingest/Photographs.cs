using NetVips;

namespace Sightloop.Bench.Ingest;

/// <summary>Different photographs of 100 to 300 KB, made from those of the raccoon data set by size, brightness and quality.</summary>
internal static class Photographs
{
    private const int Smallest = 100_000;
    private const int Largest = 300_000;

    public static IReadOnlyList<string> Make(string dataSet, string folder, int count)
    {
        var sources = Directory.GetFiles(Path.Combine(dataSet, "images"), "*.jpg").Order(StringComparer.Ordinal).ToArray();
        var paths = new List<string>(count);
        for (var i = 0; paths.Count < count; i++)
        {
            using var source = Image.NewFromFile(sources[i % sources.Length]);
            using var large = source.ThumbnailImage(1100, height: 1100);
            using var brighter = large.Linear([1.0 + (0.01 * (i / sources.Length))], [0.0], uchar: true);
            foreach (var quality in (int[])[85, 92, 75, 96])
            {
                var bytes = brighter.JpegsaveBuffer(q: quality);
                if (bytes.Length is >= Smallest and <= Largest)
                {
                    paths.Add(Path.Combine(folder, $"{i:D5}.jpg"));
                    File.WriteAllBytes(paths[^1], bytes);
                    break;
                }
            }
        }

        return paths;
    }
}
