using System.Text.Json;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;
using Sightloop.Vision.Boxes;

namespace Sightloop.Loop.Tests.Loop;

/// <summary>A person with a project, who knows what is in its images.</summary>
public sealed class Annotator(LoopApi api, Guid project, IReadOnlyDictionary<Guid, LabelledImage> images)
{
    public string Path { get; } = $"api/v1/projects/{project}";

    public IReadOnlyDictionary<Guid, LabelledImage> Images => images;

    /// <summary>Uploads the images and waits until the project lists them; of equal files only one stays.</summary>
    public static async Task<Annotator> UploadAsync(LoopApi api, Guid project, IReadOnlyList<LabelledImage> images)
    {
        var answer = (await api.UploadAsync(project, images.Select(image => (image.Name, image.Bytes)))).Ok().Json;
        Assert.Empty(answer.GetProperty("rejected").EnumerateArray());
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(images.Select(image => image.Name), items.Select(item => item.GetProperty("name").GetString()));
        var annotator = new Annotator(api, project, items.Zip(images).DistinctBy(pair => pair.First.GetProperty("id").GetGuid())
            .ToDictionary(pair => pair.First.GetProperty("id").GetGuid(), pair => pair.Second));
        await annotator.CountsAreAsync(unlabeled: annotator.Images.Count, auto: 0, labeled: 0);
        return annotator;
    }

    public async Task CountsAreAsync(int unlabeled, int auto, int labeled)
    {
        var wanted = $"{unlabeled} unlabeled, {auto} auto, {labeled} labeled";
        var seen = "";
        await Wait.UntilAsync(async () =>
        {
            var counts = (await api.GetAsync(Path)).Ok().Json.GetProperty("counts");
            seen = $"{counts.GetProperty("unlabeled")} unlabeled, {counts.GetProperty("auto")} auto, {counts.GetProperty("labeled")} labeled";
            return seen == wanted;
        }, 60, wanted);
    }

    /// <summary>Claims images from the queue and draws what is there.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<Guid>> LabelAsync(int count)
    {
        var ids = await ClaimAsync("label", count);
        foreach (var id in ids)
        {
            var annotations = $"api/v1/images/{id}/annotations";
            var tag = (await api.GetAsync(annotations)).Ok().ETag;
            Assert.Equal("\"0\"", tag);
            var saved = (await api.PutAsync(annotations, images[id].Annotations(), tag)).Ok();
            Assert.Equal("\"1\"", saved.ETag);
            Assert.Equal("labeled", saved.Json.GetProperty("state").GetString());
        }

        return ids;
    }

    public async Task<IReadOnlyList<Guid>> ClaimAsync(string purpose, int limit)
    {
        var claim = (await api.PostAsync($"{Path}/queue/claims", new { purpose, limit })).Ok().Json.GetProperty("items").EnumerateArray().ToList();
        Assert.All(claim, item => Assert.False(string.IsNullOrWhiteSpace(item.GetProperty("reason").GetString())));
        return [.. claim.Select(item => item.GetProperty("id").GetGuid())];
    }

    /// <summary>Decides on an image's proposal as it is shown now.</summary>
    /// <returns>The proposal, and the labels after the decision.</returns>
    public async Task<(JsonElement Proposal, JsonElement After)> ReviewAsync(Guid image, string decision)
    {
        var proposal = (await api.GetAsync($"api/v1/images/{image}/annotations")).Ok().Json;
        Assert.Equal("auto", proposal.GetProperty("state").GetString());
        var truth = JsonSerializer.SerializeToElement(images[image].Annotations()).GetProperty("annotations");
        var after = await api.PostAsync($"api/v1/images/{image}/review", new
        {
            decision, proposalId = proposal.GetProperty("proposalId").GetGuid(), annotations = decision == "correct" ? truth : (JsonElement?)null, durationMs = 1500,
        });
        return (proposal, after.Ok().Json);
    }

    /// <returns>The id of the model that the training made.</returns>
    public async Task<Guid> TrainAsync(object options) =>
        (await api.SucceededAsync(await api.PostAsync($"{Path}/trainings", options), 420)).GetProperty("result").GetProperty("modelId").GetGuid();

    public static Box BoxOf(JsonElement annotation)
    {
        var box = annotation.GetProperty("box");
        return new(box.GetProperty("x").GetSingle(), box.GetProperty("y").GetSingle(), box.GetProperty("width").GetSingle(), box.GetProperty("height").GetSingle());
    }
}
