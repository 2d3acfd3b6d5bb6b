using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Messaging;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests;

/// <summary>A project with images on a running labeling service, and what people and models do to them.</summary>
public sealed class Workshop : IAsyncDisposable
{
    private Workshop(LabelingHost host) => Host = host;

    public LabelingHost Host { get; }
    public Guid Project { get; private set; }
    public IReadOnlyList<Guid> Labels { get; private set; } = [];
    public IReadOnlyList<ImageRecord> Images { get; private set; } = [];

    /// <summary>Opens a project with the labels red and blue; its images are known to labeling.</summary>
    public static async Task<Workshop> OpenAsync(
        int images, string task = "detection", Column column = Column.Standalone, object? settings = null, Func<ImageRecord, ImageRecord>? with = null)
    {
        var shop = new Workshop(await LabelingHost.StartAsync(column));
        var project = await shop.Host.PostAsync("/api/v1/projects", new { name = "shop", task, labels = new[] { "red", "blue" }, settings });
        shop.Project = project.GetProperty("id").GetGuid();
        shop.Labels = [.. project.GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("id").GetGuid())];
        shop.Images = await shop.Host.Neighbours.IngestAsync(shop.Project, images, with: with);
        await shop.BecomesAsync("SELECT COUNT(*) FROM images", images);
        return shop;
    }

    /// <summary>Waits until labeling's rows answer so.</summary>
    public Task BecomesAsync<T>(string sql, T expected, object? args = null) => Wait.UntilAsync(
        async () => Equals(await Host.ReadAsync<T>(sql, args), expected), what: $"{sql} is {expected}");

    public Task BecomesAsync(string sql, long expected, object? args = null) => BecomesAsync<long>(sql, expected, args);

    /// <summary>A person labels an image with red boxes.</summary>
    public Task<JsonElement> LabelAsync(int image, params float[] lefts) => Host.SendAsync(
        HttpMethod.Put, $"/api/v1/images/{Images[image].Id}/annotations",
        new { annotations = lefts.Select(x => new { label = "red", box = new BoxRecord(x, 20, 50, 40) }) }, tag: "\"0\"");

    public Task<(int Status, JsonElement Body)> ReviewAsync(int image, string decision, Guid? proposalId = null, object? annotations = null) =>
        Host.TryAsync(HttpMethod.Post, $"/api/v1/images/{Images[image].Id}/review", new { decision, proposalId, annotations });

    public Task<JsonElement> AnnotationsAsync(int image) => Host.GetAsync($"/api/v1/images/{Images[image].Id}/annotations");

    public async Task<string> StateAsync(int image) => (await AnnotationsAsync(image)).GetProperty("state").GetString()!;

    public async Task<Guid> ProposalAsync(int image) => (await AnnotationsAsync(image)).GetProperty("proposalId").GetGuid();

    /// <summary>A model says what it sees; scores of 0.5 and more are solid. Returns once labeling has kept it.</summary>
    public async Task<Guid> AutoLabelAsync(params (int Image, float[] Scores)[] seen)
    {
        var run = Guid.CreateVersion7();
        await SayAutoLabeledAsync(run, TimeProvider.System.GetUtcNow(), seen);
        await BecomesAsync("SELECT COUNT(*) FROM proposals WHERE autolabel_id = @run", seen.Length, new { run });
        return run;
    }

    public Task SayAutoLabeledAsync(Guid run, DateTimeOffset at, params (int Image, float[] Scores)[] seen) => Host.Neighbours.SayAsync(new ImagesAutoLabeled
    {
        ProjectId = Project, AutoLabelId = run, ModelId = Guid.CreateVersion7(), Milliseconds = 1500, Actor = "system", OccurredAt = at,
        Images =
        [
            .. seen.Select(image => new ImageProposal
            {
                ImageId = Images[image.Image].Id,
                Boxes =
                [
                    .. image.Scores.Select((score, i) => new ProposedBox
                    {
                        LabelId = Labels[i % 2], Score = score, Box = new BoxRecord(60 * i, 20, 50, 40), Tier = score >= 0.5f ? "solid" : "ghost",
                    }),
                ],
            }),
        ],
    });

    /// <summary>Inference says what the images look like: so many numbers each. Returns once labeling has compared them with each other.</summary>
    public async Task EmbedAsync(Func<int, byte[]> look)
    {
        await Host.Neighbours.SayAsync(new ImagesEmbedded
        {
            ProjectId = Project, Actor = "system", OccurredAt = TimeProvider.System.GetUtcNow(),
            Images = [.. Images.Select((image, i) => new ImageEmbedding(image.Id, look(i)))],
        });
        await BecomesAsync("SELECT COUNT(*) FROM images WHERE embedding IS NOT NULL", Images.Count);
        await ComparedAsync();
    }

    /// <summary>Returns once every box says how unlike it is what similar images show now.</summary>
    public Task ComparedAsync() => BecomesAsync("SELECT (SELECT COUNT(*) FROM changed_images) + (SELECT COUNT(*) FROM uncompared_images)", 0);

    public Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question) where TQuestion : class where TAnswer : class =>
        Host.Services.GetRequiredService<Questions>().AskAsync<TQuestion, TAnswer>(question, Host.Cancellation);

    public ModelTrained Model(Guid snapshot, int number = 1) => new()
    {
        ProjectId = Project, ModelId = Guid.CreateVersion7(), TrainingId = Guid.CreateVersion7(), SnapshotId = snapshot, Number = number, Task = "detection",
        OnnxKey = "models/x.onnx", ImageSize = 416, LabelIds = Labels, Quality = 0.9, Thresholds = [0.5f, 0.5f], Seconds = 42, Actor = "system",
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
