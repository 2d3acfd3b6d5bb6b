using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sightloop.Loop.Tests.Running;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Survival;

/// <summary>An event waits for services that have never been started, because whoever says it declares everybody's queues first.</summary>
public sealed class QueueTests
{
    private const string Table = "shared/Sightloop.Platform/Messaging/queues.txt";

    [Fact]
    public async Task The_table_of_queues_is_what_the_services_hear()
    {
        await using var column = await TestColumn.CreateAsync(Column.Cluster);
        await using var product = await StandaloneProcess.StartAsync(Environment(column, declare: false));

        IReadOnlyList<string> heard = [];
        var kept = (await File.ReadAllLinesAsync(Path.Combine(DataSets.Repository(), Table))).Order(StringComparer.Ordinal).ToList();
        await Wait.UntilAsync(async () => (heard = await HeardAsync(column)).SequenceEqual(kept, StringComparer.Ordinal), 20,
            $"{Table} is what the services hear, which is:\n{string.Join('\n', await HeardAsync(column))}\n");
    }

    [Fact]
    public async Task What_was_said_before_a_service_ever_started_is_heard_when_it_does()
    {
        await using var column = await TestColumn.CreateAsync(Column.Cluster);
        await using var labeling = await StandaloneProcess.StartAsync("labeling", null, Environment(column, declare: true));
        var project = await labeling.Api.CreateProjectAsync("said to nobody", "detection", "cup");
        await Wait.UntilAsync(async () => (await labeling.Api.GetAsync("api/v1/services/labeling/messages")).Ok().Json.GetProperty("unsent").GetInt32() == 0);
        await labeling.KillAsync();

        await using var audit = await StandaloneProcess.StartAsync("audit", null, Environment(column, declare: true));

        await Wait.UntilAsync(async () => (await audit.Api.ListAsync($"api/v1/projects/{project}/trail")).Any(entry => entry.GetProperty("kind").GetString() == "project changed"));
    }

    private static (string, string)[] Environment(TestColumn column, bool declare) =>
        [.. column.Settings.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!)), ("Bus__DeclareQueues", declare ? "true" : "false")];

    /// <summary>From the broker: each durable queue of an event with the event's name.</summary>
    private static async Task<IReadOnlyList<string>> HeardAsync(TestColumn column)
    {
        var at = new Uri(column.Settings["Bus:Address"]!);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(at.UserInfo)));
        var management = $"{System.Environment.GetEnvironmentVariable("SIGHTLOOP_RABBIT_MANAGEMENT")}/api";
        var queues = JsonElement.Parse(await http.GetStringAsync(new Uri($"{management}/queues{at.AbsolutePath}")));
        var durable = queues.EnumerateArray().Where(queue => queue.GetProperty("durable").GetBoolean()).Select(queue => queue.GetProperty("name").GetString()!).ToHashSet();
        var bindings = JsonElement.Parse(await http.GetStringAsync(new Uri($"{management}/bindings{at.AbsolutePath}")));
        return [.. (from binding in bindings.EnumerateArray()
                    let source = binding.GetProperty("source").GetString()!
                    let queue = binding.GetProperty("destination").GetString()!
                    where binding.GetProperty("destination_type").GetString() == "exchange" && durable.Contains(queue) && !source.Contains(".Questions:", StringComparison.Ordinal)
                    select $"{source.Replace(':', '.')} {queue}").Order(StringComparer.Ordinal)];
    }
}
