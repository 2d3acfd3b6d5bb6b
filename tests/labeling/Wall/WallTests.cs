using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Objects;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Wall;

public sealed class WallTests
{
    [Theory]
    [InlineData("doubt", new[] { 0.5, 0.8, 0.99 })]
    [InlineData("score", new[] { 0.5, 0.8, 0.99 })]
    [InlineData("random", null)]
    [InlineData("size", null)]
    public async Task The_wall_shows_one_class_page_by_page_in_the_order_asked_for(string sort, double[]? scores)
    {
        await using var shop = await Workshop.OpenAsync(3);
        await shop.AutoLabelAsync((0, [0.99f, 0.9f]), (1, [0.5f]), (2, [0.8f, 0.7f, 0.2f]));
        var boxes = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?label=red&sort={sort}&limit=1{cursor}");
            boxes.AddRange(page.Items());
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }

        // The red ghost of the third image is not on the wall, blue boxes are on theirs.
        Assert.Equal(3, boxes.Select(box => box.Id()).Distinct().Count());
        if (scores is not null)
        {
            Assert.Equal(scores, boxes.Select(box => Math.Round(box.GetProperty("score").GetDouble(), 4)));
        }
    }

    [Fact]
    public async Task An_image_is_labelled_once_all_its_solid_boxes_have_a_verdict()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f, 0.7f, 0.2f]));
        var boxes = (await shop.AnnotationsAsync(0)).Items("annotations");

        Assert.Equal(["auto", "auto"], States(await JudgeAsync(shop, (boxes[0], "right", null), (boxes[1], "wrong", null))));
        Assert.Equal("auto", await shop.StateAsync(0));
        Assert.Equal(["labeled"], States(await JudgeAsync(shop, (boxes[2], "label", "blue"))));

        var saved = await shop.AnnotationsAsync(0);
        Assert.Equal(["blue", "red"], saved.Items("annotations").Select(a => a.Text("label")).Order());
        var told = await shop.Host.Neighbours.HearsAsync<LabelsSaved>(l => l.Reason == "verdict");
        Assert.Equal((3, 2), (told.Before.Count, told.After.Count));
        Assert.Empty((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes")).Items());
    }

    [Fact]
    public async Task Accepting_an_image_that_is_half_judged_honours_the_verdicts()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]));
        await JudgeAsync(shop, ((await shop.AnnotationsAsync(0)).Items("annotations")[0], "wrong", null));
        Assert.Equal("blue", Assert.Single((await shop.ReviewAsync(0, "accept")).Body.Items("annotations")).Text("label"));
    }

    [Fact]
    public async Task A_wrong_box_of_a_labelled_image_is_removed_as_a_new_revision()
    {
        await using var shop = await Workshop.OpenAsync(1);
        var boxes = (await shop.LabelAsync(0, 10, 100)).Items("annotations");
        await JudgeAsync(shop, (boxes[0], "right", null), (boxes[1], "wrong", null));
        var now = await shop.AnnotationsAsync(0);
        Assert.Equal((2, boxes[0].Id()), (now.Number("revision"), Assert.Single(now.Items("annotations")).Id()));
    }

    [Fact]
    public async Task Each_verdict_gets_its_own_result()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]));
        var box = (await shop.AnnotationsAsync(0)).Items("annotations")[0].Id();
        var results = (await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/boxes/verdicts", new object[]
        {
            new { imageId = shop.Images[0].Id, boxId = Guid.CreateVersion7(), verdict = "right" },
            new { imageId = Guid.CreateVersion7(), boxId = box, verdict = "right" },
            new { imageId = shop.Images[0].Id, boxId = box, verdict = "label", label = "green" },
            new { imageId = shop.Images[0].Id, boxId = box, verdict = "right" },
        })).Items();
        Assert.Equal([false, false, false, true], results.Select(result => result.GetProperty("ok").GetBoolean()));
        Assert.Contains("green", results[2].Text("error"));
    }

    [Fact]
    public async Task A_crop_shows_the_box_and_its_surroundings()
    {
        await using var shop = await Workshop.OpenAsync(1);
        using var picture = Image.Black(640, 480, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        var bytes = picture.JpegsaveBuffer();
        await shop.Host.Services.GetRequiredService<IObjectStore>().PutAsync(shop.Images[0].ObjectKey, new MemoryStream(bytes), bytes.Length);
        var box = (await shop.LabelAsync(0, 100)).Items("annotations")[0].Id();
        using var crop = Image.NewFromBuffer(await shop.Host.Http.GetByteArrayAsync($"/api/v1/projects/{shop.Project}/boxes/{box}/crop"));
        Assert.InRange(crop.Width, 74, 76);
        Assert.InRange(crop.Height, 64, 67);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_page_of_verdicts_is_taken_back_with_the_earlier_verdicts_on_its_images_as_they_were(Column column)
    {
        await using var shop = await Workshop.OpenAsync(1, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f, 0.7f]));
        var boxes = (await shop.AnnotationsAsync(0)).Items("annotations");
        await JudgeAsync(shop, (boxes[0], "wrong", null));
        Assert.Equal(["labeled", "labeled"], States(await JudgeAsync(shop, (boxes[1], "label", "red"), (boxes[2], "right", null))));
        Assert.True((await ImageAsync(shop)).GetProperty("boxesChecked").GetBoolean());

        Assert.Equal(["auto"], States(await JudgeAsync(shop, (boxes[2], "open", null))));

        var wall = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes")).Items();
        Assert.Equal(boxes[2].Id(), Assert.Single(wall).Id());
        Assert.False((await ImageAsync(shop)).GetProperty("boxesChecked").GetBoolean());
        // What was said before still holds: the first is wrong, the second red.
        Assert.Equal(["labeled"], States(await JudgeAsync(shop, (boxes[2], "right", null))));
        Assert.Equal(["red", "red"], (await shop.AnnotationsAsync(0)).Items("annotations").Select(a => a.Text("label")));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_is_taken_back_is_shown_as_it_was_though_thresholds_were_picked_since(Column column)
    {
        await using var shop = await Workshop.OpenAsync(1, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.3f]));
        var (sure, faint) = ((await shop.AnnotationsAsync(0)).Items("annotations")[0], (await shop.AnnotationsAsync(0)).Items("annotations")[1]);
        Assert.Equal(["labeled", "labeled"], States(await JudgeAsync(shop, (faint, "right", null), (sure, "right", null))));
        await shop.Host.Database.WriteAsync(
            t => t.ExecuteAsync("UPDATE proposals SET boxes = REPLACE(boxes, 'solid', 'hidden')"), shop.Host.Cancellation);

        Assert.Equal(["auto", "auto"], States(await JudgeAsync(shop, (faint, "open", null), (sure, "open", null))));

        Assert.Equal([(sure.Id(), "solid"), (faint.Id(), "ghost")], (await shop.AnnotationsAsync(0)).Items("annotations").Select(a => (a.Id(), a.Text("tier"))));
        await shop.ReviewAsync(0, "reject");
        await shop.ReviewAsync(0, "reopen");
        Assert.Equal([(sure.Id(), "solid"), (faint.Id(), "ghost")], (await shop.AnnotationsAsync(0)).Items("annotations").Select(a => (a.Id(), a.Text("tier"))));
    }

    [Fact]
    public async Task A_verdict_that_names_a_class_goes_with_that_class_or_into_another()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]));
        var box = (await shop.AnnotationsAsync(0)).Items("annotations")[0];
        var project = $"/api/v1/projects/{shop.Project}";
        var third = (await shop.Host.SendAsync(HttpMethod.Post, $"{project}/labels", new { name = "green" })).Id();
        await JudgeAsync(shop, (box, "label", "green"));
        await shop.Host.SendAsync(HttpMethod.Delete, $"{project}/labels/{third}");

        var saved = await shop.ReviewAsync(0, "accept");

        Assert.Equal(200, saved.Status);
        Assert.DoesNotContain("green", saved.Body.Items("annotations").Select(a => a.Text("label")));
    }

    [Fact]
    public async Task A_wrong_box_of_a_labelled_image_comes_back_unless_somebody_saved_since()
    {
        await using var shop = await Workshop.OpenAsync(1);
        var boxes = (await shop.LabelAsync(0, 10, 100)).Items("annotations");
        await JudgeAsync(shop, (boxes[0], "wrong", null));
        Assert.Equal(["labeled"], States(await JudgeAsync(shop, (boxes[0], "open", null))));
        Assert.Equal(2, (await shop.AnnotationsAsync(0)).Items("annotations").Count);

        await JudgeAsync(shop, (boxes[0], "wrong", null));
        await shop.Host.SaveAsync(shop.Images[0].Id, 4, []);
        var refused = (await JudgeAsync(shop, (boxes[0], "open", null))).Items()[0];
        Assert.Contains("left as it is", refused.Text("error"));
        Assert.Empty((await shop.AnnotationsAsync(0)).Items("annotations"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_near_miss_that_is_right_becomes_a_box_of_its_image(Column column)
    {
        await using var shop = await Workshop.OpenAsync(2, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.3f, 0.2f]), (1, []));
        var near = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?tier=ghost&sort=surest")).Items();
        Assert.Equal([0.3, 0.2], near.Select(box => Math.Round(box.GetProperty("score").GetDouble(), 4)));

        await JudgeAsync(shop, (near[0], "right", null), (near[1], "wrong", null));
        Assert.Equal("auto", await shop.StateAsync(0));
        Assert.Empty((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?tier=ghost")).Items());
        await shop.ReviewAsync(0, "accept");
        Assert.Equal(["blue", "red"], (await shop.AnnotationsAsync(0)).Items("annotations").Select(a => a.Text("label")).Order());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task An_image_whose_boxes_were_checked_is_found_until_its_whole_picture_was_seen(Column column)
    {
        await using var shop = await Workshop.OpenAsync(2, column: column);
        await shop.AutoLabelAsync((0, [0.9f]));
        var boxes = (await shop.AnnotationsAsync(0)).Items("annotations");
        await JudgeAsync(shop, (boxes[0], "right", null));
        Assert.Single((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/images?state=boxes")).Items());

        await shop.Host.SaveAsync(shop.Images[0].Id, 1, [new { label = "red", box = new BoxRecord(0, 20, 50, 40) }]);
        Assert.Empty((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/images?state=boxes")).Items());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task The_wall_filters_by_score_and_says_what_remains_by_class(Column column)
    {
        await using var shop = await Workshop.OpenAsync(3, column: column);
        await shop.AutoLabelAsync((0, [0.99f, 0.9f]), (1, [0.5f, 0.6f, 0.3f]), (2, [0.7f]));
        // What somebody has begun to label by hand is not on the wall.
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[2].Id}/annotations", new { done = false, annotations = new[] { new { label = "red", box = new BoxRecord(10, 20, 50, 40) } } }, tag: "\"0\"");
        foreach (var list in (string[])["boxes", "images"])
        {
            Assert.Equal(400, (await shop.Host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{shop.Project}/{list}?minScore=NaN")).Status);
        }

        var sure = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?minScore=0.8&maxScore=0.95")).Items();
        Assert.Equal("blue", Assert.Single(sure).Text("label"));

        var red = shop.Labels[0].ToString();
        var counts = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes/counts")).Items();
        Assert.Equal((2, 0, 1), counts.Where(count => count.Text("labelId") == red).Select(c => (c.Number("open"), c.Number("judged"), c.Number("nearMisses"))).Single());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task All_classes_of_suggestions_and_labels_go_on_from_page_to_page_in_every_order(Column column)
    {
        await using var shop = await Workshop.OpenAsync(5, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f, 0.7f]), (1, [0.6f, 0.95f]), (2, [0.5f, 0.5f]));
        await shop.LabelAsync(3, 10, 100);
        foreach (var sort in WallQuery.Sorts.Keys)
        {
            foreach (var (filter, count) in ((string, int)[])[("", 9), ("&minScore=0.5&maxScore=1", 9), ("&minScore=0.55&maxScore=0.85", 3), ("&maxScore=0.65", 3)])
            {
                var whole = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?sort={sort}{filter}")).Items();
                var byPage = new List<JsonElement>();
                for (string? cursor = ""; cursor is not null;)
                {
                    var page = await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?sort={sort}{filter}&limit=2{cursor}");
                    byPage.AddRange(page.Items());
                    cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
                }

                Assert.Equal(count, whole.Count);
                Assert.Equal(whole.Select(box => box.Id()), byPage.Select(box => box.Id()));
            }
        }

        var surest = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?sort=surest")).Items();
        Assert.Equal(["labeled", "labeled"], surest.Take(2).Select(box => box.Text("imageState")));
        Assert.Equal([0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.5], surest.Skip(2).Select(box => Math.Round(box.GetProperty("score").GetDouble(), 4)));
        Assert.Equal(2, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?state=labeled")).Items().Count);
        Assert.Equal(7, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?state=auto")).Items().Count);
    }

    [Fact]
    public async Task A_page_of_the_wall_is_read_along_an_index_without_sorting_whatever_the_order()
    {
        await using var host = await LabelingHost.StartAsync();
        foreach (var (sort, (key, _)) in WallQuery.Sorts)
        {
            foreach (var filter in (WallFilter[])[new(Guid.Empty, [], false, null, null, null), new(Guid.Empty, [], false, "auto", 0.5, 0.9, Guid.Empty), new(Guid.Empty, [], true, null, null, null)])
            {
                foreach (var after in (WallCursor?[])[null, new(sort, 0.5, "a", Guid.Empty)])
                {
                    var plan = await host.Database.ReadAsync(r => r.QueryAsync<Images.ImageListTests.PlanRow>(
                        "EXPLAIN QUERY PLAN " + WallQuery.Sql(r.Dialect, filter, sort, "solid", after, areNamed: false), WallQuery.Arguments(filter, Guid.Empty, "solid", after, 50)), host.Cancellation);
                    var index = key == WallFilter.ScoreOf ? "score" : sort is "neighbours" ? "unlike" : sort;
                    Assert.Contains(plan, step => step.Detail.StartsWith($"SEARCH b USING INDEX boxes_wall_{index} (label_id=? AND <expr>=?", StringComparison.Ordinal));
                    Assert.DoesNotContain(plan, step => step.Detail.Contains("TEMP B-TREE", StringComparison.Ordinal));
                }
            }
        }
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_box_of_a_class_that_similar_images_do_not_have_comes_first(Column column)
    {
        await using var shop = await Workshop.OpenAsync(8, column: column);
        // Six alike images show red, one of their kind blue; an eighth of another kind shows blue too.
        for (var image = 0; image < 8; image++)
        {
            await shop.Host.SaveAsync(shop.Images[image].Id, 0, [new { label = image >= 6 ? "blue" : "red", box = new BoxRecord(10, 20, 50, 40) }]);
        }

        await shop.EmbedAsync(i => i == 7 ? [0, 100, 0, 0] : [100, (byte)i, 0, 0]);

        var odd = await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?sort=neighbours&limit=3");
        Assert.Equal(["blue", "blue", "red"], odd.Items().Select(box => box.Text("label")));
        var rest = await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes?sort=neighbours&cursor={odd.Text("nextCursor")}");
        Assert.Equal(8, odd.Items().Concat(rest.Items()).Select(box => box.Id()).Distinct().Count());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task People_at_the_wall_at_once_never_get_crops_of_the_same_image(Column column)
    {
        await using var shop = await Workshop.OpenAsync(12, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 12).Select(image => (image, new[] { 0.9f, 0.8f }))]);
        var pages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ClaimAsync(shop, limit: 4)));
        Assert.Equal(12, pages.SelectMany(Images).Distinct().Count());
        Assert.Equal(24 - 8, (await ClaimAsync(shop, claim: pages[0].Id(), limit: 4)).Number("withOthers"));

        // Who audits image by image is not given them either; all that is seen is what anybody may look at.
        Assert.Empty((await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/queue/claims", new { purpose = "review" })).Items());
        Assert.Equal(24, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/boxes")).Items().Count);
        Assert.Empty((await ClaimAsync(shop, limit: 4)).Items());

        await shop.Host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{shop.Project}/queue/claims/{pages[1].Id()}");
        Assert.Equal(Images(pages[1]).Order(), Images(await ClaimAsync(shop, limit: 200)).Distinct().Order());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task One_claim_goes_from_page_to_page_and_back(Column column)
    {
        await using var shop = await Workshop.OpenAsync(4, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 4).Select(image => (image, new[] { 0.6f + (0.1f * image) }))]);
        var first = await ClaimAsync(shop, limit: 2);
        var second = await ClaimAsync(shop, claim: first.Id(), limit: 2, cursor: first.Text("nextCursor"));
        Assert.Equal(first.Id(), second.Id());
        Assert.Equal(4, Images(first).Concat(Images(second)).Distinct().Count());
        Assert.Equal(Images(first), Images(await ClaimAsync(shop, claim: first.Id(), limit: 2)));
        Assert.Equal(4, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue/claims")).Items()[0].Number("images"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_crop_known_to_be_wrong_is_planted_among_fifty_and_changes_nothing(Column column)
    {
        await using var shop = await Workshop.OpenAsync(51, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]));
        var boxes = (await shop.AnnotationsAsync(0)).Items("annotations");
        await JudgeAsync(shop, (boxes[0], "wrong", null), (boxes[1], "right", null));
        await shop.AutoLabelAsync([.. Enumerable.Range(1, 50).Select(image => (image, new[] { 0.7f }))]);

        var page = await ClaimAsync(shop, limit: 50);
        var planted = Assert.Single(page.Items(), box => box.GetProperty("imageId").GetGuid() == shop.Images[0].Id);
        Assert.Equal((50, "red"), (page.Items().Count, planted.Text("label")));
        Assert.Equal("missed", (await JudgeAsync(shop, (planted, "right", null))).Items()[0].Text("planted"));
        var now = await shop.AnnotationsAsync(0);
        Assert.Equal((1, "labeled", 1), (now.Number("revision"), now.Text("state"), now.Items("annotations").Count));

        // Met once, it does not come again, until the verdict is taken back.
        Assert.DoesNotContain(shop.Images[0].Id, Images(await ClaimAsync(shop, claim: page.Id(), limit: 50)));
        await JudgeAsync(shop, (planted, "open", null));
        Assert.Contains(shop.Images[0].Id, Images(await ClaimAsync(shop, claim: page.Id(), limit: 50)));
        Assert.Equal("found", (await JudgeAsync(shop, (planted, "wrong", null))).Items()[0].Text("planted"));
    }

    private static Task<JsonElement> ClaimAsync(Workshop shop, int limit, Guid? claim = null, string? cursor = null) =>
        shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/boxes/claims", new { state = "auto", claim, limit, cursor });

    private static IEnumerable<Guid> Images(JsonElement page) => page.Items().Select(box => box.GetProperty("imageId").GetGuid());

    private static async Task<JsonElement> ImageAsync(Workshop shop) => (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/images")).Items()[0];

    private static Task<JsonElement> JudgeAsync(Workshop shop, params (JsonElement Box, string Verdict, string? Label)[] verdicts) => shop.Host.PostAsync(
        $"/api/v1/projects/{shop.Project}/boxes/verdicts",
        verdicts.Select(v => new { imageId = shop.Images[0].Id, boxId = v.Box.Id(), verdict = v.Verdict, label = v.Label }).ToArray());

    private static IEnumerable<string> States(JsonElement results) => results.Items().Select(result => result.Text("state"));
}
