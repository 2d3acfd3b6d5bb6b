using System.IO.Compression;
using NetVips;
using Sightloop.Bench.Product;
using Sightloop.Demo.Api;

namespace Sightloop.Bench.Memory;

/// <summary>Two archives of 10,000 small photographs: what the product holds during each.</summary>
internal static class LargeImport
{
    private const int Photographs = 10_000;
    private const int Side = 160;

    /// <summary>An import of a tenth of it comes first: what code, caches and the garbage collector take once is no growth.</summary>
    private const int WarmUp = Photographs / 10;

    /// <summary>What the garbage collector moves by from one moment to the next, MiB.</summary>
    private const double Target = 25;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(CancellationToken cancellation)
    {
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await product.Client.CreateProjectAsync(new NewProject("import", "detection", ["thing"]), cancellation);
        await ImportAsync(product, project.Id, seed: 1, WarmUp, cancellation);
        await Task.Delay(Rest, cancellation);
        // Twice: what the first one of that size takes once is no growth.
        var held = new List<double>();
        for (var seed = 2; seed <= 3; seed++)
        {
            await using var watch = new MemoryWatch(product.ProcessId);
            var started = TimeProvider.System.GetTimestamp();
            await ImportAsync(product, project.Id, seed, Photographs, cancellation);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            await Task.Delay(Rest, cancellation);
            held.Add(watch.LeastPrivate);
            Console.WriteLine(
                $"import of {Photographs}     {Photographs / seconds:0} images a second; of its own at least {watch.LeastPrivate:0} MiB, with mapped files (databases) at most {watch.PeakTogether:0}");
        }

        Console.WriteLine($"second import         least of its own memory against the first's: {held[1] - held[0]:+0;-0} MiB  {Verdict.AtMost(held[1] - held[0], Target, "MiB")}");
    }

    private static async Task ImportAsync(RunningProduct product, Guid project, int seed, int count, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetTempPath(), $"sightloop-bench-{Environment.ProcessId}-{seed}.zip");
        try
        {
            WriteArchive(path, seed, count);
            using var form = new MultipartFormDataContent { { new StreamContent(File.OpenRead(path)), "file", "photographs.zip" } };
            using var response = await product.Http.PostAsync($"api/v1/projects/{project}/imports", form, cancellation);
            await Training.EndAsync(product.Http, await Training.LocationAsync(response, cancellation), cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Different pictures: a plasma of coarse noise, enlarged.</summary>
    private static void WriteArchive(string path, int seed, int count)
    {
        const int Coarse = 8;
        var random = new Random(seed);
        var noise = new byte[Coarse * Coarse * 3];
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(noise);
            using var small = Image.NewFromMemory(noise, Coarse, Coarse, 3, Enums.BandFormat.Uchar);
            using var large = small.Resize((double)Side / Coarse);
            using var entry = archive.CreateEntry($"{i:D5}.jpg", CompressionLevel.NoCompression).Open();
            entry.Write(large.JpegsaveBuffer(q: 85));
        }
    }
}
