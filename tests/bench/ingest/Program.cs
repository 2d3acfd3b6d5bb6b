using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Bench.Ingest;
using Sightloop.Contracts.Projects;
using Sightloop.Ingest;
using Sightloop.Ingest.Projects;
using Sightloop.Platform.Hosting;
using Sightloop.Vision.Images;

// dotnet run -c Release --project tests/bench/ingest -- RACCOON_FOLDER [photographs] [rounds]
// Photographs over HTTP into the service, against one bare loop that reads, hashes, decodes and writes them with fsync.
var count = args.Length > 1 ? int.Parse(args[1]) : 1000;
var rounds = args.Length > 2 ? int.Parse(args[2]) : 5;
var folder = Directory.CreateTempSubdirectory("bench-ingest-").FullName;
try
{
    var photographs = Photographs.Make(args[0], Directory.CreateDirectory(Path.Combine(folder, "photographs")).FullName, count);
    Console.WriteLine($"{count} photographs, {photographs.Sum(p => new FileInfo(p).Length) / count / 1000} KB on average");
    List<double> bare = [], service = [];
    for (var round = 0; round < rounds; round++)
    {
        bare.Add(BareLoop(photographs, Path.Combine(folder, $"bare-{round}")));
        service.Add(await ServiceAsync(photographs, Path.Combine(folder, $"service-{round}")));
        Console.WriteLine($"round {round + 1}: bare {bare[^1]:0.00} s, service {service[^1]:0.00} s, ratio {bare[^1] / service[^1]:0.00}");
    }

    var ratios = bare.Zip(service, (b, s) => b / s).Order().ToList();
    Console.WriteLine($"median: bare {Median(bare):0.00} s, service {Median(service):0.00} s ({count / Median(service):0} a second), "
        + $"ratio {Median(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}), target 0.5");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static double BareLoop(IReadOnlyList<string> photographs, string folder)
{
    Directory.CreateDirectory(folder);
    var clock = Stopwatch.StartNew();
    foreach (var path in photographs)
    {
        var bytes = File.ReadAllBytes(path);
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        ImageDecoder.Decode(bytes);
        using var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
        RandomAccess.FlushToDisk(file);
    }

    return clock.Elapsed.TotalSeconds;
}

static async Task<double> ServiceAsync(IReadOnlyList<string> photographs, string folder)
{
    const int FilesInOneRequest = 50;
    var builder = WebApplication.CreateBuilder();
    builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["urls"] = "http://127.0.0.1:0", ["Database:Folder"] = Path.Combine(folder, "db"), ["Objects:Folder"] = Path.Combine(folder, "objects"),
    });
    builder.AddIngest();
    await using var app = builder.BuildHost();
    app.MapIngest();
    await app.StartAsync();
    var project = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    await app.Services.GetRequiredService<IngestDatabase>().WriteAsync(t => KnownProjects.KeepAsync(t, new ProjectChanged
    {
        ProjectId = project, Version = 1, Name = "bench", Task = "detection", Labels = [], Change = "created", Actor = "bench", OccurredAt = t.Now,
    }), default);
    using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

    var clock = Stopwatch.StartNew();
    foreach (var chunk in photographs.Chunk(FilesInOneRequest))
    {
        using var form = new MultipartFormDataContent();
        foreach (var path in chunk)
        {
            form.Add(new StreamContent(File.OpenRead(path)), "files", Path.GetFileName(path));
        }

        using var response = await http.PostAsync($"/api/v1/projects/{project}/images", form);
        response.EnsureSuccessStatusCode();
    }

    var seconds = clock.Elapsed.TotalSeconds;
    await app.StopAsync();
    return seconds;
}
