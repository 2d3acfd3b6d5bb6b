using System.Diagnostics;
using System.Text.Json;
using Sightloop.Faults.Tests.Running;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Kill;
using Sightloop.Loop.Tests.Loop;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Backups;

/// <summary>A backup is taken while people upload and label; restored into an empty place it is the same product.</summary>
[Trait("Cost", "Heavy")]
public sealed class BackupTests(TwoReplicas cluster) : IClassFixture<TwoReplicas>
{
    private readonly string backup = Path.Combine(Directory.CreateTempSubdirectory("sightloop-backup-").FullName, "taken");

    [Fact]
    public async Task Standalone_from_its_folder()
    {
        await using var product = await StandaloneProcess.StartAsync(("Training__Niceness", "0"));
        var project = await product.Api.CreateProjectAsync("kept", "detection", "raccoon");
        var annotator = await Annotator.UploadAsync(product.Api, project, VocFolder.Raccoons(8));
        await annotator.LabelAsync(8);
        await annotator.TrainAsync(new { imageSize = 160, epochs = 1 });

        await WhileWorkingAsync(product.Api, project, () => RunAsync("backup", [backup], ("SIGHTLOOP_DATA", product.Folder)));
        var data = Directory.CreateTempSubdirectory("sightloop-restored-").FullName;
        await RunAsync("restore", [backup], ("SIGHTLOOP_DATA", data));

        await using var restored = await StandaloneProcess.StartAsync(("Database__Folder", Path.Combine(data, "db")), ("Objects__Folder", Path.Combine(data, "objects")));
        await SameAsync(product.Api, restored.Api, project);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_cluster_column_from_its_databases_and_its_bucket()
    {
        var at = cluster.Servers.Settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        (string, string)[] servers =
        [
            ("SIGHTLOOP_POSTGRES", cluster.Servers.Postgres("postgres")), ("SIGHTLOOP_S3", at["Objects__Endpoint"]), ("SIGHTLOOP_S3_ACCESS_KEY", at["Objects__AccessKey"]),
            ("SIGHTLOOP_S3_SECRET_KEY", at["Objects__SecretKey"]),
        ];
        await WhileWorkingAsync(cluster.Api, cluster.Project, () => RunAsync("backup", ["--cluster", backup],
            [.. servers, ("SIGHTLOOP_DATABASES", "faults_{service}"), ("SIGHTLOOP_BUCKET", at["Objects__Bucket"])]));
        var bucket = $"{at["Objects__Bucket"]}-restored";
        await RunAsync("restore", ["--cluster", backup], [.. servers, ("SIGHTLOOP_DATABASES", "restored_{service}"), ("SIGHTLOOP_BUCKET", bucket)]);

        at["Database__ConnectionString"] = cluster.Servers.Postgres("restored_{service}");
        at["Objects__Bucket"] = bucket;
        at["Bus__Address"] = await cluster.Servers.EmptyBrokerAsync("restored");
        await using var restored = await StandaloneProcess.StartAsync([.. at.Select(setting => (setting.Key, setting.Value))]);
        await SameAsync(cluster.Api, restored.Api, cluster.Project);
    }

    /// <summary>Uploads and labels without a pause while <paramref name="act"/> runs.</summary>
    private static async Task WhileWorkingAsync(LoopApi api, Guid project, Func<Task> act)
    {
        var photographs = new Photographs();
        using var over = new CancellationTokenSource();
        var working = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                var id = (await api.UploadAsync(project, [photographs.Next()])).Ok().Json.GetProperty("items")[0].GetProperty("id").GetGuid();
                (await api.PutAsync($"api/v1/images/{id}/annotations", new { annotations = new[] { new { label = "raccoon", box = new { x = 1, y = 1, width = 20, height = 20 } } } }, "\"0\"")).Ok();
            }
        });
        await Task.Delay(500);
        await act();
        await Task.Delay(500);
        await over.CancelAsync();
        await working;
    }

    /// <summary>
    /// Everything the restored product shows is what the original has: bytes, labels, models, a prediction. What came after the cut is missing, whole.
    /// </summary>
    private static async Task SameAsync(LoopApi original, LoopApi restored, Guid project)
    {
        await SettledAsync(restored);
        var (all, kept) = (await ImagesAsync(original, project), await ImagesAsync(restored, project));
        Assert.InRange(kept.Count, 8, all.Count);
        Assert.Empty(kept.Keys.Except(all.Keys));
        // Images are numbered in the order of their commits: what is missing is the end.
        Assert.Equal(all.Keys.Order().Take(kept.Count), kept.Keys.Order());
        foreach (var id in kept.Keys)
        {
            Assert.Equal((await original.GetAsync($"api/v1/images/{id}/content")).Ok().Bytes, (await restored.GetAsync($"api/v1/images/{id}/content")).Ok().Bytes);
            var labels = (await restored.GetAsync($"api/v1/images/{id}/annotations")).Ok();
            if (labels.ETag != "\"0\"")
            {
                Assert.Equal((await original.GetAsync($"api/v1/images/{id}/annotations")).Ok().Text, labels.Text);
            }
        }

        var models = await original.ListAsync($"api/v1/projects/{project}/models");
        Assert.Equal(models.Select(Id), (await restored.ListAsync($"api/v1/projects/{project}/models")).Select(Id));
        var photograph = VocFolder.Raccoons(20)[^1].Bytes;
        var seen = new List<string>();
        foreach (var api in (LoopApi[])[original, restored])
        {
            var answer = await api.SendAsync(HttpMethod.Post, $"api/v1/projects/{project}/predict?threshold=0.02&modelId={Id(models[0])}", new ByteArrayContent(photograph));
            seen.Add(answer.Ok().Json.GetProperty("detections").ToString());
        }

        Assert.Equal(seen[0], seen[1]);
    }

    private static async Task SettledAsync(LoopApi api)
    {
        foreach (var service in (string[])["ingest", "labeling", "training", "inference", "audit"])
        {
            await Wait.UntilAsync(async () => (await api.GetAsync($"api/v1/services/{service}/messages")).Ok().Json.GetProperty("unsent").GetInt32() == 0, 60);
        }
    }

    private static async Task<Dictionary<Guid, JsonElement>> ImagesAsync(LoopApi api, Guid project)
    {
        var images = new Dictionary<Guid, JsonElement>();
        var before = -1;
        // What is still on its way from one service to the other comes within moments.
        while (images.Count != before)
        {
            before = images.Count;
            await Task.Delay(1000);
            images = (await api.ListAsync($"api/v1/projects/{project}/images?limit=1000")).ToDictionary(item => item.GetProperty("id").GetGuid());
        }

        return images;
    }

    private static Guid Id(JsonElement item) => item.GetProperty("id").GetGuid();

    private static async Task RunAsync(string command, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(DataSets.Repository(), "infra", command), arguments) { RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(process.ExitCode == 0, $"infra/{command}: {errors}");
    }
}
