using Sightloop.Loop.Tests.Loop;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>A process with a project that has a small trained model and a few images that are labelled.</summary>
public sealed class TrainedProduct : IAsyncLifetime
{
    private StandaloneProcess? process;

    public StandaloneProcess Process => process!;

    public Guid Project { get; private set; }

    public Guid Model { get; private set; }

    public Photographs Photographs { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var raccoons = VocFolder.Raccoons(12);
        Photographs = new Photographs();
        process = await StandaloneProcess.StartAsync(("Training__Niceness", "0"), ("Ingest__FreeBytesAfter", "00:00:00.5"));
        Project = await Process.Api.CreateProjectAsync("to be killed", "detection", "raccoon");
        var annotator = await Annotator.UploadAsync(Process.Api, Project, raccoons);
        await annotator.LabelAsync(annotator.Images.Count);
        Model = await annotator.TrainAsync(new { imageSize = 160, epochs = 2 });
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Uploads different photographs and waits until labeling has heard of them.</summary>
    public async Task<IReadOnlyList<Guid>> AddImagesAsync(Guid project, int count)
    {
        var before = (await Process.Api.ListAsync($"api/v1/projects/{project}/images?limit=500")).Count;
        var answer = (await Process.Api.UploadAsync(project, Photographs.Next(count))).Ok().Json;
        var ids = answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(count, ids.Distinct().Count());
        await Sightloop.Testing.Wait.UntilAsync(
            async () => (await Process.Api.ListAsync($"api/v1/projects/{project}/images?limit=500")).Count == before + count, 60);
        return ids;
    }
}
