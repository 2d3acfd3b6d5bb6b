using System.Text.Json;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Loop.Tests.Loop;

/// <summary>One turn of the loop on photographs, from the first upload to the last byte freed, over HTTP alone.</summary>
[Trait("Cost", "Heavy")]
[Collection(Alone.OnTheMachine)]
public sealed class LoopTests
{
    private const int Drawn = 25;

    /// <summary>On the servers a smaller network: what it finds is measured once, that all of it works over both columns.</summary>
    [Theory]
    [InlineData(Column.Standalone, 320, 12, 6, 0.5)]
    [InlineData(Column.Cluster, 160, 3, 2, 0)]
    public async Task The_whole_loop_on_raccoons(Column column, int imageSize, int epochs, int epochsAgain, double ap50)
    {
        var raccoons = VocFolder.Raccoons(50);
        await using var place = await TestColumn.CreateAsync(column);
        await using var product = await StandaloneProcess.StartAsync(
            [.. StandaloneProcess.SettingsOf(place, column), ("Training__Niceness", "0"), ("Ingest__FreeBytesAfter", "00:00:00.5")]);
        var api = product.Api.As("ada");
        var project = await api.CreateProjectAsync("raccoons", "detection", "raccoon");
        var ada = await Annotator.UploadAsync(api, project, raccoons.Take(40).ToList());
        var all = ada.Images.Count;

        var drawn = await ada.LabelAsync(Drawn);
        await TwoPeopleNeverGetTheSameImageAsync(api, ada, drawn);
        await ada.CountsAreAsync(all - Drawn, 0, Drawn);

        var first = await ada.TrainAsync(new { imageSize, epochs });
        await ModelIsVerifiedAsync(api, first);
        await ada.CountsAreAsync(all - Drawn, 0, Drawn);

        var run = await api.SucceededAsync(await api.PostAsync($"{ada.Path}/autolabels", new { modelId = first }));
        Assert.Equal((all - Drawn, 0), (run.GetProperty("result").GetProperty("labeled").GetInt32(), run.GetProperty("result").GetProperty("failed").GetInt32()));
        await ada.CountsAreAsync(0, all - Drawn, Drawn);
        var rejected = await ReviewAllAsync(api, ada, all - Drawn);
        await ada.CountsAreAsync(rejected, 0, all - rejected);

        await UndoAsync(api, ada, rejected, all);

        var second = await ada.TrainAsync(new { imageSize, epochs = epochsAgain, baseModelId = first });
        (await api.PostAsync($"api/v1/models/{second}/promote")).Ok();
        var models = await api.ListAsync($"{ada.Path}/models");
        Assert.Equal([first, second], models.Select(model => model.GetProperty("id").GetGuid()).Order());
        Assert.Equal(second, Assert.Single(models, model => model.GetProperty("promoted").GetBoolean()).GetProperty("id").GetGuid());
        await PredictsWellAsync(api, ada, second, raccoons.Skip(40).ToList(), ap50);

        await ExportsAsync(api, ada, all - rejected);
        await TrailAsync(api, ada, all, rejected);
        await EffortAsync(api, ada, all - rejected);
        await DeleteImageAsync(product, ada, drawn[0]);
        await DeleteProjectAsync(product, ada, [$"api/v1/models/{first}", $"api/v1/models/{second}/onnx", $"api/v1/autolabels/{run.GetProperty("id")}"]);
        Assert.Empty(product.Errors);
        Assert.Equal(0, await product.StopAsync());
        await product.AssertSoundAsync();
    }

    private static async Task TwoPeopleNeverGetTheSameImageAsync(LoopApi ada, Annotator work, IReadOnlyList<Guid> drawn)
    {
        var claims = new List<JsonElement>();
        foreach (var person in (LoopApi[])[ada, ada.As("bob")])
        {
            claims.Add((await person.PostAsync($"{work.Path}/queue/claims", new { purpose = "label", limit = 5 })).Ok().Json);
        }

        var claimed = claims.SelectMany(claim => claim.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(10, claimed.Except(drawn).Distinct().Count());
        foreach (var (person, claim) in new[] { ada, ada.As("bob") }.Zip(claims))
        {
            (await person.DeleteAsync($"{work.Path}/queue/claims/{claim.GetProperty("id")}")).Ok();
        }
    }

    private static async Task ModelIsVerifiedAsync(LoopApi api, Guid model)
    {
        var view = (await api.GetAsync($"api/v1/models/{model}")).Ok().Json;
        Assert.InRange(view.GetProperty("metrics").GetProperty("ap50").GetDouble(), 0, 1);
        var verified = view.GetProperty("report").GetProperty("verified").EnumerateObject().ToList();
        Assert.NotEmpty(verified);
        Assert.All(verified, difference => Assert.InRange(difference.Value.GetDouble(), 0, 0.1));
        var file = (await api.GetAsync($"api/v1/models/{model}/onnx")).Ok();
        Assert.Equal(view.GetProperty("onnxBytes").GetInt64(), file.Bytes.Length);
    }

    /// <summary>Accepts, corrects and rejects in turn, in the order of the queue.</summary>
    /// <returns>How many were rejected.</returns>
    private static async Task<int> ReviewAllAsync(LoopApi api, Annotator ada, int proposals)
    {
        var queue = (await api.GetAsync($"{ada.Path}/queue?purpose=review&limit=100")).Ok().Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(proposals, queue.Count);
        var byDoubt = queue.Where(item => !item.GetProperty("pickedAtRandom").GetBoolean()).Select(item => item.GetProperty("doubt").GetDouble()).ToList();
        Assert.Equal(byDoubt.OrderDescending(), byDoubt);

        var decisions = new Dictionary<string, int> { ["accept"] = 0, ["correct"] = 0, ["reject"] = 0 };
        foreach (var (i, item) in queue.Index())
        {
            var id = item.GetProperty("id").GetGuid();
            var decision = decisions.Keys.ElementAt(i % decisions.Count);
            decisions[decision]++;
            var (proposal, after) = await ada.ReviewAsync(id, decision);
            var labels = after.GetProperty("annotations").EnumerateArray().ToList();
            if (decision == "accept")
            {
                var solid = proposal.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("tier").GetString() == "solid").ToList();
                Assert.Equal(solid.Select(Annotator.BoxOf), labels.Select(Annotator.BoxOf));
                Assert.All(labels, label => Assert.Equal("model", label.GetProperty("origin").GetString()));
            }

            Assert.Equal(decision == "reject" ? "unlabeled" : "labeled", after.GetProperty("state").GetString());
            (await api.PostAsync($"api/v1/images/{id}/review", new { decision = "accept", proposalId = proposal.GetProperty("proposalId") })).Refused(409);
        }

        return decisions["reject"];
    }

    private static async Task UndoAsync(LoopApi api, Annotator ada, int rejected, int all)
    {
        var run = await api.SucceededAsync(await api.PostAsync($"{ada.Path}/autolabels", new { }));
        await ada.CountsAreAsync(0, rejected, all - rejected);
        for (var again = 0; again < 2; again++)
        {
            (await api.PostAsync($"api/v1/autolabels/{run.GetProperty("id")}/undo")).Ok();
            await ada.CountsAreAsync(rejected, 0, all - rejected);
        }
    }

    private static async Task PredictsWellAsync(LoopApi api, Annotator ada, Guid promoted, IReadOnlyList<LabelledImage> unseen, double ap50)
    {
        var images = new List<EvaluatedImage>();
        foreach (var image in unseen)
        {
            var body = new ByteArrayContent(image.Bytes);
            var seen = (await api.SendAsync(HttpMethod.Post, $"{ada.Path}/predict?threshold=0.05", body)).Ok().Json;
            Assert.Equal(promoted, seen.GetProperty("modelId").GetGuid());
            var found = seen.GetProperty("detections").EnumerateArray().Select(d => new Detection(Annotator.BoxOf(d), 0, d.GetProperty("score").GetSingle()));
            images.Add(new([.. image.Boxes.Select(truth => new GroundTruth(truth.Box, 0))], [.. found]));
        }

        Assert.InRange(CocoEvaluator.Evaluate(images, 1).Ap50!.Value, ap50, 1);
    }

    private static async Task ExportsAsync(LoopApi api, Annotator ada, int labeled)
    {
        var list = await api.ListAsync($"{ada.Path}/images?state=labeled&limit=7");
        Assert.Equal(labeled, list.Count);
        var boxes = new List<(string File, LabelledBox Box)>();
        foreach (var image in list)
        {
            var set = (await api.GetAsync($"api/v1/images/{image.GetProperty("id")}/annotations")).Ok().Json.GetProperty("annotations").EnumerateArray();
            boxes.AddRange(set.Select(a => (image.GetProperty("name").GetString()!, new LabelledBox(a.GetProperty("label").GetString()!, Annotator.BoxOf(a)))));
        }

        var stored = boxes.ToLookup(box => box.File, box => box.Box);
        var sizes = list.ToDictionary(i => i.GetProperty("name").GetString()!, i => (i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32()));
        ExportedBoxes.AssertSame(stored, ExportedBoxes.Coco((await api.GetAsync($"{ada.Path}/export?format=coco&images=false")).Ok().Bytes), 0.001f);
        ExportedBoxes.AssertSame(stored, ExportedBoxes.Yolo((await api.GetAsync($"{ada.Path}/export?format=yolo&images=true")).Ok().Bytes, sizes), 0.01f);
        var job = await api.SucceededAsync(await api.PostAsync($"{ada.Path}/exports", new { format = "voc", images = false }));
        ExportedBoxes.AssertSame(stored, ExportedBoxes.Voc((await api.GetAsync($"api/v1/exports/{job.GetProperty("id")}/content")).Ok().Bytes), 0.51f);
    }

    private static async Task TrailAsync(LoopApi api, Annotator ada, int all, int rejected)
    {
        Dictionary<string, int> kinds = [];
        var wanted = new Dictionary<string, int>
        {
            ["labels saved"] = Drawn, ["review decided"] = all - Drawn, ["training started"] = 2, ["model trained"] = 2, ["model promoted"] = 1,
            ["auto-label finished"] = 2,
        };
        await Wait.UntilAsync(async () =>
        {
            var trail = await api.ListAsync($"{ada.Path}/trail?limit=100");
            Assert.All(trail.Where(entry => entry.GetProperty("kind").GetString() is "labels saved" or "review decided"),
                entry => Assert.Equal("ada", entry.GetProperty("actor").GetString()));
            kinds = trail.CountBy(entry => entry.GetProperty("kind").GetString()!).ToDictionary();
            return wanted.All(kind => kinds.GetValueOrDefault(kind.Key) == kind.Value);
        }, 60, "the trail has everything once");
        Assert.Superset(new HashSet<string> { "project changed", "images added", "images auto-labeled", "auto-label undone" }, kinds.Keys.ToHashSet());
        Assert.DoesNotContain("training progressed", kinds.Keys);
        Assert.True(rejected > 0);
    }

    private static async Task EffortAsync(LoopApi api, Annotator ada, int labeled)
    {
        var effort = (await api.GetAsync($"{ada.Path}/effort")).Ok().Json;
        Assert.Equal(labeled, effort.GetProperty("labeledImages").GetInt32());
        Assert.InRange(effort.GetProperty("humanSeconds").GetDouble(), Drawn, 100 * labeled);
        Assert.InRange(effort.GetProperty("machineSeconds").GetDouble(), 1, 900);
        Assert.InRange(effort.GetProperty("saving").GetDouble(), -1, 1);
        Assert.True(effort.GetProperty("actions").EnumerateArray().Sum(action => action.GetProperty("count").GetInt32()) >= 2 * Drawn);
    }

    private static async Task DeleteImageAsync(StandaloneProcess product, Annotator ada, Guid image)
    {
        var api = product.Api;
        var sha = (await api.GetAsync($"api/v1/images/{image}")).Ok().Json.GetProperty("sha256").GetString()!;
        Assert.NotEmpty(await FilesAsync(product, sha));
        Assert.Equal(204, (int)(await api.DeleteAsync($"api/v1/images/{image}")).Status);
        await GoneAsync(api, ["", "/content", "/thumbnail", "/annotations", "/revisions"], $"api/v1/images/{image}");
        await Wait.UntilAsync(async () => (await api.ListAsync($"{ada.Path}/images")).All(item => item.GetProperty("id").GetGuid() != image));
        await Wait.UntilAsync(async () => (await FilesAsync(product, sha)).Count == 0, 60, "the image's bytes are freed");
    }

    private static async Task DeleteProjectAsync(StandaloneProcess product, Annotator ada, string[] parts)
    {
        var api = product.Api;
        Assert.Equal(204, (int)(await api.DeleteAsync(ada.Path)).Status);
        await GoneAsync(api, ["", "/images", "/labels", "/queue", "/effort", "/cameras", "/models", "/trainings", "/autolabels", "/exports", "/export?format=coco"], ada.Path);
        await GoneAsync(api, parts, "");
        await GoneAsync(api, ["", "/content", "/annotations"], $"api/v1/images/{ada.Images.Keys.Last()}");
        (await api.SendAsync(HttpMethod.Post, $"{ada.Path}/predict", new ByteArrayContent(ada.Images.Values.First().Bytes))).Refused(404);
        await Wait.UntilAsync(async () => (await LeftOverAsync(product)).Count == 0, 60, "nothing of the project is left");
        Assert.NotEmpty(await api.ListAsync($"{ada.Path}/trail"));
    }

    private static async Task GoneAsync(LoopApi api, string[] parts, string path)
    {
        foreach (var part in parts)
        {
            var last = await api.GetAsync(path + part);
            await Wait.UntilAsync(async () => (last = await api.GetAsync(path + part)).Status == System.Net.HttpStatusCode.NotFound, 30, $"{path}{part} is gone");
            last.Refused(404);
        }
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(StandaloneProcess product, string sha) =>
        [.. (await product.ObjectsAsync()).Where(name => name.Contains(sha, StringComparison.Ordinal))];

    /// <summary>Every object but the base model.</summary>
    private static async Task<IReadOnlyList<string>> LeftOverAsync(StandaloneProcess product) =>
        [.. (await product.ObjectsAsync()).Where(name => Path.GetFileName(name) != "base.onnx")];
}
