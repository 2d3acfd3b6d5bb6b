// What a person waits in a project of 100,000 suggested images, for pages, filters and the next images to review, and what comparing them with similar images costs.
//   infra/servers up && eval "$(infra/servers env)"
//   dotnet run -c Release --project tests/bench/pages [-- --postgres] [--images 100000]
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Bench.Pages;
using Sightloop.Bench.Product;
using Sightloop.Labeling;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Hosting;

const int Limit = 300;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var images = new Option<int>("--images") { DefaultValueFactory = _ => 100_000, Description = "in the project" };
var times = new Option<int>("--times") { DefaultValueFactory = _ => 40, Description = "of each claim and page" };
var postgres = new Option<bool>("--postgres") { Description = "on the PostgreSQL that SIGHTLOOP_POSTGRES names, with the statistics that it has and then with all; else on SQLite" };
var kept = new Option<string?>("--keep") { Description = "folder in which the filled database stays (on PostgreSQL: too), to be measured again without filling and comparing" };
var command = new RootCommand("Pages, filters and claims") { images, times, postgres, kept };
command.SetAction(async (parsed, cancellation) =>
{
    Console.WriteLine(Machine.Describe());
    await using var place = await Place.PrepareAsync(parsed.GetValue(postgres), parsed.GetValue(kept));
    var builder = WebApplication.CreateBuilder();
    builder.Configuration.AddInMemoryCollection(place.Settings);
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.ClearProviders();
    builder.AddLabeling();
    await using var app = builder.BuildHost();
    app.MapLabeling();
    await app.StartAsync(cancellation);
    var database = app.Services.GetRequiredService<LabelingDatabase>();
    using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

    var filling = Stopwatch.GetTimestamp();
    var project = await SuggestedProject.FindAsync(database, cancellation) ?? await SuggestedProject.FillAsync(database, http, parsed.GetValue(images), cancellation);
    Console.WriteLine($"{parsed.GetValue(images):N0} images filled in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s");
    await ReadPagesAsync();
    await CompareAsync("all images", parsed.GetValue(images), Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    await MeasureAsync(parsed.GetValue(postgres) ? "PostgreSQL" : "SQLite");
    await SuggestAgainAsync("an old image suggested again", fromEnd: false);
    await SuggestAgainAsync("a new image suggested again", fromEnd: true);
    if (parsed.GetValue(postgres))
    {
        await database.WriteAsync(t => t.ExecuteAsync("ANALYZE images; ANALYZE boxes"), cancellation);
        await ReadPagesAsync();
        await MeasureAsync("PostgreSQL after ANALYZE");
    }

    async Task MeasureAsync(string where)
    {
        foreach (var (name, filter) in project.Filters)
        {
            var all = new Samples();
            for (var i = 0; i < parsed.GetValue(times); i++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsJsonAsync($"/api/v1/projects/{project.Id}/queue/claims", filter, cancellation);
                all.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                var claim = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Claimed>(cancellation);
                if (i == 0)
                {
                    Console.Write($"{where}, {name}: {claim!.Remaining:N0} match, ");
                }

                // Some stay with others, as when several people review.
                if (i % 4 > 0)
                {
                    (await http.DeleteAsync($"/api/v1/projects/{project.Id}/queue/claims/{claim!.Id}", cancellation)).Dispose();
                }
            }

            Say(all);
        }

    }

    async Task ReadPagesAsync()
    {
        (await http.GetAsync($"/api/v1/projects/{project.Id}", cancellation)).Dispose();
        var (pages, within) = (0, 0);
        foreach (var (name, path) in project.Pages)
        {
            var all = new Samples();
            for (var i = 0; i < Math.Max(1, parsed.GetValue(times) / 8); i++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync($"/api/v1/projects/{project.Id}/{path}", cancellation);
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
                all.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            (pages, within) = (pages + 1, within + (all.Median <= Limit ? 1 : 0));
            if (all.Median > Limit / 3)
            {
                Console.Write($"  {name}: ");
                Say(all);
            }
        }

        Console.WriteLine($"{within} of {pages} pages within {Limit} ms; those of more than {Limit / 3} are above");
    }

    static void Say(Samples all) => Console.WriteLine($"first {all.Values[0]:0} ms, median {all.Median:0} ms, p95 {all.Percentile(0.95):0} ms");

    async Task SuggestAgainAsync(string what, bool fromEnd)
    {
        const int Messages = 20;
        var (start, used, each) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, new Samples());
        foreach (var message in project.SuggestAgain(Messages, fromEnd))
        {
            var began = Stopwatch.GetTimestamp();
            await database.WriteAsync(t => new KeepProposals().HearAsync(message, t), cancellation);
            each.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / message.Images.Count);
        }

        Console.WriteLine($"{what}: kept in {each.Show("0.00")} ms");
        await CompareAsync(what, Messages * SuggestedProject.Together, start, used);
    }

    async Task CompareAsync(string what, int count, long began, TimeSpan used)
    {
        while (await database.ReadAsync(r => r.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM changed_images) OR EXISTS (SELECT 1 FROM uncompared_images)"), cancellation))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }

        Console.WriteLine(
            $"{what}: compared after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds / count:0.00} ms of this process's processor time each");
    }
});
return await command.Parse(args).InvokeAsync();

internal sealed record Claimed(Guid Id, int Remaining);
