using Npgsql;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Kill;
using Sightloop.Loop.Tests.Loop;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Running;

/// <summary>
/// The product twice on the same servers, each process with every service in it: two pods of each, started in the same moment on empty databases. The
/// second one's clock is five minutes ahead. With a project, a small trained model, and photographs without end.
/// </summary>
public sealed class TwoReplicas : IAsyncLifetime
{
    private const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    public OwnServers Servers { get; private set; } = null!;

    public StandaloneProcess First { get; private set; } = null!;

    public StandaloneProcess Second { get; private set; } = null!;

    public LoopApi Api => First.Api;

    public Guid Project { get; private set; }

    public Guid Model { get; private set; }

    public Photographs Photographs { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Photographs = new Photographs();
        var raccoons = VocFolder.Raccoons(12);
        Assert.SkipUnless(File.Exists(FakeTime), "libfaketime is not installed: infra/install test does it.");
        Servers = await OwnServers.StartAsync();
        try
        {
            await PrepareAsync(raccoons);
        }
        catch
        {
            // Nobody disposes a fixture that did not start.
            await DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(IReadOnlyList<LabelledImage> raccoons)
    {
        (string, string)[] settings = [.. Servers.Settings, ("Training__Niceness", "0")];
        // Without the last one libfaketime takes deadlines of .NET's monotonic waits for another clock's, and every wait with a timeout is over at once.
        (string, string)[] ahead =
        [
            ("LD_PRELOAD", FakeTime), ("FAKETIME", "+300s"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_DONT_RESET", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
        ];
        // Each is known as soon as it runs, so that it is ended when the other one does not start.
        await Task.WhenAll(FirstAsync(), SecondAsync());
        Project = await Api.CreateProjectAsync("faults", "detection", "raccoon");
        var annotator = await Annotator.UploadAsync(Api, Project, raccoons);
        await annotator.LabelAsync(annotator.Images.Count);
        Model = await annotator.TrainAsync(new { imageSize = 160, epochs = 2 });

        async Task FirstAsync() => First = await StandaloneProcess.StartAsync(settings);

        async Task SecondAsync() => Second = await StandaloneProcess.StartAsync([.. settings, .. ahead]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in (StandaloneProcess?[])[First, Second])
        {
            await (replica?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await (Servers?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The one of the two that holds a running job now, and the other.</summary>
    public async Task<(StandaloneProcess Holder, StandaloneProcess Other)> HolderAsync(string service, Guid job)
    {
        var owner = "";
        await Wait.UntilAsync(async () => (owner = await OwnerAsync(service, job)) != "", 60);
        return owner.EndsWith($"/{First.Id}", StringComparison.Ordinal) ? (First, Second) : (Second, First);
    }

    /// <summary>Who holds the job's lease; empty when nobody does.</summary>
    public async Task<string> OwnerAsync(string service, Guid job)
    {
        await using var source = NpgsqlDataSource.Create(Servers.Postgres($"faults_{service}"));
        await using var command = source.CreateCommand("SELECT COALESCE(lease_owner, '') FROM jobs WHERE id = $1");
        command.Parameters.Add(new() { Value = job });
        return (string?)await command.ExecuteScalarAsync() ?? "";
    }

    /// <summary>Uploads different photographs and waits until labeling has heard of them.</summary>
    public async Task<IReadOnlyList<Guid>> AddImagesAsync(int count)
    {
        var items = (await Api.UploadAsync(Project, Photographs.Next(count))).Ok().Json.GetProperty("items").EnumerateArray();
        var ids = items.Select(item => item.GetProperty("id").GetGuid()).ToHashSet();
        Assert.Equal(count, ids.Count);
        await ListedAsync(ids);
        return [.. ids];
    }

    /// <summary>Waits until the project lists them, each once.</summary>
    public async Task ListedAsync(IReadOnlyCollection<Guid> images)
    {
        var listed = new List<Guid>();
        await Wait.UntilAsync(async () =>
        {
            listed = [.. (await Api.ListAsync($"api/v1/projects/{Project}/images?limit=1000")).Select(item => item.GetProperty("id").GetGuid())];
            return !images.Except(listed).Any();
        }, 90);
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }
}
