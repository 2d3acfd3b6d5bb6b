using System.IO.Compression;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Loop;

/// <summary>The same loop where a whole image has one class: photographs of raccoons and microscope images of blood.</summary>
[Trait("Cost", "Heavy")]
[Collection(Alone.OnTheMachine)]
public sealed class ClassificationLoopTests
{
    private const int Drawn = 14;
    private static readonly string[] Classes = ["raccoon", "blood"];

    [Fact]
    public async Task The_whole_loop_on_classes()
    {
        IReadOnlyList<LabelledImage> images =
            [.. VocFolder.Raccoons(17).Select(image => Sorted(image, "raccoon")), .. VocFolder.BloodCells(17).Select(image => Sorted(image, "blood"))];
        var (taken, unseen) = (images.Where((_, i) => i % 17 < 12).ToList(), images.Where((_, i) => i % 17 >= 12).ToList());
        await using var product = await StandaloneProcess.StartAsync(("Training__Niceness", "0"));
        var api = product.Api;
        var project = await api.CreateProjectAsync("classes", "classification", Classes);
        var ada = await Annotator.UploadAsync(api, project, taken);
        var all = ada.Images.Count;
        await LabelAsync(api, ada, Drawn);

        var model = await ada.TrainAsync(new { imageSize = 160, epochs = 24 });
        Assert.InRange((await api.GetAsync($"api/v1/models/{model}")).Ok().Json.GetProperty("metrics").GetProperty("top1").GetDouble(), 0, 1);
        await api.SucceededAsync(await api.PostAsync($"{ada.Path}/autolabels", new { }));
        await ada.CountsAreAsync(0, all - Drawn, Drawn);
        var right = await ReviewAsync(api, ada, all - Drawn);
        Assert.True(right >= (all - Drawn) * 2 / 3, $"{right} of {all - Drawn} suggestions are right");
        await ada.CountsAreAsync(0, 0, all);

        (await api.PostAsync($"api/v1/models/{model}/promote")).Ok();
        var hits = 0;
        foreach (var image in unseen)
        {
            var seen = (await api.SendAsync(HttpMethod.Post, $"{ada.Path}/predict", new ByteArrayContent(image.Bytes))).Ok().Json;
            hits += seen.GetProperty("detections")[0].GetProperty("label").GetString() == image.Boxes[0].Label ? 1 : 0;
        }

        Assert.True(hits >= unseen.Count * 2 / 3, $"{hits} of {unseen.Count} predictions are right");
        await ExportedFoldersAsync(api, ada);
        Assert.Equal(204, (int)(await api.DeleteAsync(ada.Path)).Status);
        await Wait.UntilAsync(async () => (await api.GetAsync($"api/v1/models/{model}")).Status == System.Net.HttpStatusCode.NotFound);
        Assert.Empty(product.Errors);
    }

    /// <summary>One label for the whole image.</summary>
    private static LabelledImage Sorted(LabelledImage image, string label) => image with { Boxes = [new LabelledBox(label, default)] };

    private static object LabelOf(LabelledImage image) => new { annotations = new[] { new { label = image.Boxes[0].Label } } };

    private static async Task LabelAsync(LoopApi api, Annotator ada, int count)
    {
        foreach (var id in await ada.ClaimAsync("label", count))
        {
            (await api.PutAsync($"api/v1/images/{id}/annotations", LabelOf(ada.Images[id]), "\"0\"")).Ok();
        }
    }

    /// <summary>Accepts what is right and corrects the rest.</summary>
    /// <returns>How many suggestions were right.</returns>
    private static async Task<int> ReviewAsync(LoopApi api, Annotator ada, int count)
    {
        var right = 0;
        foreach (var id in await ada.ClaimAsync("review", count))
        {
            var shown = (await api.GetAsync($"api/v1/images/{id}/annotations")).Ok().Json;
            var label = ada.Images[id].Boxes[0].Label;
            var solid = shown.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("tier").GetString() == "solid").ToList();
            var isRight = solid is [var only] && only.GetProperty("label").GetString() == label;
            right += isRight ? 1 : 0;
            var proposalId = shown.GetProperty("proposalId").GetGuid();
            object body = isRight ? new { decision = "accept", proposalId } : new { decision = "correct", proposalId, annotations = new[] { new { label } } };
            var after = (await api.PostAsync($"api/v1/images/{id}/review", body)).Ok().Json;
            Assert.Equal(label, Assert.Single(after.GetProperty("annotations").EnumerateArray()).GetProperty("label").GetString());
        }

        return right;
    }

    private static async Task ExportedFoldersAsync(LoopApi api, Annotator ada)
    {
        using var zip = new ZipArchive(new MemoryStream((await api.GetAsync($"{ada.Path}/export?format=folders&images=true")).Ok().Bytes));
        var files = zip.Entries.Where(entry => entry.FullName.Count(c => c == '/') == 2).ToDictionary(entry => entry.Name, entry => entry.FullName.Split('/')[1]);
        Assert.Equal(ada.Images.Values.Select(image => (image.Name, image.Boxes[0].Label)).Order(), files.Select(file => (file.Key, file.Value)).Order());
    }
}
