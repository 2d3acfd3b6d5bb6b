// Photographs through the gateway into S3 and PostgreSQL, against what the bare Minio client stores in the same S3 server, taking turns.
//   infra/cluster up && eval "$(infra/servers env)" && eval "$(infra/cluster env)"
//   dotnet run -c Release --project tests/bench/storage [-- --url http://localhost:26800]
using System.CommandLine;
using System.Globalization;
using Sightloop.Bench.Ingest;
using Sightloop.Bench.Product;
using Sightloop.Bench.Storage;
using Sightloop.Demo.Api;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var url = new Option<string>("--url") { DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SIGHTLOOP_URL") ?? "http://localhost:26800", Description = "the gateway" };
var photographs = new Option<int>("--photographs") { DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
var parallel = new Option<int>("--parallel") { DefaultValueFactory = _ => 8, Description = "photographs that the bare client sends at the same time" };
var command = new RootCommand("Ingest through the gateway into S3 and PostgreSQL") { url, photographs, rounds, parallel };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    var folder = Directory.CreateTempSubdirectory("bench-storage-").FullName;
    var paths = Photographs.Make(Repository.DataSet("raccoon"), folder, parsed.GetValue(photographs));
    using var http = new HttpClient { BaseAddress = new Uri(parsed.GetValue(url)!), Timeout = TimeSpan.FromMinutes(5) };
    if (Environment.GetEnvironmentVariable("SIGHTLOOP_API_KEY") is { Length: > 0 } key)
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    var client = new SightloopClient(http, TimeProvider.System);
    using var bucket = await BareBucket.CreateAsync(cancellation);
    var atOnce = parsed.GetValue(parallel);
    var (bare, product, projects) = (new Samples(), new Samples(), new List<Guid>());
    for (var round = 0; round < parsed.GetValue(rounds); round++)
    {
        // Bytes that no round before has stored: a comment behind the start-of-image marker.
        var files = paths.Select((path, i) => (Name: Path.GetFileName(path), Bytes: Renewed(File.ReadAllBytes(path), round, i))).ToList();
        var (first, second) = round % 2 == 0 ? (bare, product) : (product, bare);
        first.Add(await RunAsync(first == bare, files));
        second.Add(await RunAsync(second == bare, files));
    }

    var ratio = product.Over(bare);
    Console.WriteLine($"bare {bare.Show("0")} a second, product {product.Show("0")} a second, ratio {ratio.Show("0.00")}, {Verdict.AtLeast(ratio.Median, 0.6, "x")}");
    Directory.Delete(folder, recursive: true);
    await bucket.ClearAsync(cancellation);
    foreach (var project in projects)
    {
        (await http.DeleteAsync($"api/v1/projects/{project}", cancellation)).EnsureSuccessStatusCode().Dispose();
    }

    async Task<double> RunAsync(bool isBare, List<(string Name, byte[] Bytes)> files)
    {
        var before = ProcessorTime.Read();
        var rate = files.Count / (isBare ? await bucket.StoreAsync(files, atOnce, cancellation) : await SendAsync(files));
        // Those who hear of the images have as long, so that they cost the next turn nothing.
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        Console.WriteLine($"{(isBare ? "bare Minio client" : "through the gateway")}: {rate:0} a second, {ProcessorTime.Show(before, ProcessorTime.Read(), files.Count)}");
        return rate;
    }

    async Task<double> SendAsync(List<(string Name, byte[] Bytes)> files)
    {
        var (seconds, project) = await Uploads.SendAsync(client, files, cancellation);
        projects.Add(project);
        return seconds;
    }
});
return await command.Parse(args).InvokeAsync();

static byte[] Renewed(byte[] jpeg, int round, int number)
{
    byte[] comment = [0xFF, 0xFE, 0, 18, .. BitConverter.GetBytes(TimeProvider.System.GetUtcNow().Ticks), .. BitConverter.GetBytes(round), .. BitConverter.GetBytes(number)];
    return [.. jpeg[..2], .. comment, .. jpeg[2..]];
}
