using System.Text.Json;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Queue;
using Sightloop.Labeling.Thresholds;
using Sightloop.Platform.Hosting;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Queue;

public sealed class ReviewFilterTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_person_reviews_one_class_between_two_scores_and_is_told_how_many_are_left(Column column)
    {
        await using var shop = await Workshop.OpenAsync(5, column: column);
        // The first box of an image is red, the second blue; below 0.5 it is only nearly marked.
        await shop.AutoLabelAsync((0, [0.9f, 0.6f]), (1, [0.6f]), (2, [0.7f, 0.95f]), (3, [0.9f, 0.3f]));

        var blue = await QueueAsync(shop, "&label=blue");
        Assert.Equal([shop.Images[0].Id, shop.Images[2].Id], Ids(blue).Order());
        Assert.Equal(2, blue.Number("remaining"));
        Assert.Equal([shop.Images[1].Id, shop.Images[2].Id], Ids(await QueueAsync(shop, $"&label={shop.Labels[0]}&maxScore=0.8")).Order());
        Assert.Equal(4, (await QueueAsync(shop, "")).Number("remaining"));

        // One box has to be of the class and within the scores, not one of each.
        var sure = await ClaimAsync(shop, new { purpose = "review", label = "blue", minScore = 0.9, maxScore = 1.0 });
        Assert.Equal((shop.Images[2].Id, 1), (Assert.Single(Ids(sure)), sure.Number("remaining")));
        await shop.ReviewAsync(2, "accept");
        Assert.Equal(0, (await ClaimAsync(shop, new { purpose = "review", label = "blue", minScore = 0.9 })).Number("remaining"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task People_with_one_filter_or_with_several_never_get_the_same_image(Column column)
    {
        await using var shop = await Workshop.OpenAsync(30, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 30).Select(image => (image, new[] { 0.9f, 0.5f + (image * 0.01f) }))]);
        var claims = await Task.WhenAll(Enumerable.Range(0, 9).Select(n => ClaimAsync(
            shop, n % 3 == 0 ? new { purpose = "review", limit = 3 } : n % 3 == 1 ? new { purpose = "review", limit = 3, label = "red" } : (object)new { purpose = "review", limit = 3, minScore = 0.8 })));

        var given = claims.SelectMany(Ids).ToList();
        Assert.Equal(27, given.Count);
        Assert.Equal(27, given.Distinct().Count());

        // What others have in hand still is left; what is given back is given out again.
        Assert.Equal(30, claims[1].Number("remaining"));
        await shop.Host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{shop.Project}/queue/claims/{claims[2].Id()}");
        Assert.Equal(6, Ids(await ClaimAsync(shop, new { purpose = "review", label = "blue", limit = 200 })).Count);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Suggestions_unlike_what_similar_images_show_can_be_reviewed_alone(Column column)
    {
        await using var shop = await Workshop.OpenAsync(12, column: column);
        // Ten alike images: nine show red alone, one shows blue as well. Two of another kind show nothing.
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 12).Select(image => (image, image == 4 ? [0.9f, 0.8f] : image < 10 ? new[] { 0.9f } : []))]);
        await shop.EmbedAsync(i => i >= 10 ? [0, 100, 0, 0] : [100, (byte)i, 0, 0]);

        var odd = await ClaimAsync(shop, new { purpose = "review", unlikeNeighbours = true });
        Assert.Equal((shop.Images[4].Id, 1), (Assert.Single(Ids(odd)), odd.Number("remaining")));
        Assert.Empty(Ids(await QueueAsync(shop, "&unlikeNeighbours=true&label=red")));

        // A person agrees with it: nothing is left, and what they said is what the next are compared with.
        await shop.ReviewAsync(4, "accept");
        Assert.Equal(0, (await QueueAsync(shop, "&unlikeNeighbours=true")).Number("remaining"));
    }

    [Fact]
    public async Task Whatever_is_shown_solid_when_it_is_handed_out_decides_whether_it_matches()
    {
        await using var shop = await Workshop.OpenAsync(3);
        await shop.AutoLabelAsync((0, [0.9f, 0.6f]), (1, [0.9f, 0.9f]));
        // Reviews have taught since that a blue box is shown solid from 0.8 on: the first image's is only nearly marked when somebody takes it in hand.
        var rule = new SuggestionRule
        {
            ModelId = await shop.Host.ReadAsync<Guid>("SELECT model_id FROM proposals LIMIT 1"), AcrossClasses = false, TimeModel = "A", ReviewedImages = 60,
            Classes = [new(shop.Labels[0], 0.5, 0.05), new(shop.Labels[1], 0.8, 0.05)],
        };
        await shop.Host.Database.WriteAsync(t => t.ExecuteAsync(
            "INSERT INTO suggestion_rules (project_id, model_id, rule, picked_at) VALUES (@Project, @ModelId, @json, @now)",
            new { shop.Project, rule.ModelId, json = Json.Write(rule), now = t.Now }), shop.Host.Cancellation);

        var claim = await ClaimAsync(shop, new { purpose = "review", label = "blue" });
        Assert.Equal((shop.Images[1].Id, 1), (Assert.Single(Ids(claim)), claim.Number("remaining")));
        Assert.Equal([shop.Images[0].Id], Ids(await ClaimAsync(shop, new { purpose = "review" })));
    }

    [Fact]
    public async Task A_filter_that_cannot_be_is_refused_with_the_reason()
    {
        await using var shop = await Workshop.OpenAsync(1);
        foreach (var (query, reason) in ((string, string)[])
        [
            ("purpose=review&label=green", "This project has no label 'green'."), ("purpose=review&minScore=NaN", "minScore and maxScore must be numbers."),
            ("purpose=label&label=red", "send purpose=review"), ("unlikeNeighbours=true", "send purpose=review"),
        ])
        {
            var (status, body) = await shop.Host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{shop.Project}/queue?{query}");
            Assert.Equal(400, status);
            Assert.Contains(reason, body.Text("title"));
        }

        foreach (var request in (object[])[new { purpose = "review", label = "green" }, new { purpose = "review", minScore = "high" }, new { maxScore = 0.5 }])
        {
            Assert.Equal(400, (await shop.Host.TryAsync(HttpMethod.Post, $"/api/v1/projects/{shop.Project}/queue/claims", request)).Status);
        }
    }

    [Theory]
    [InlineData(true, null, null, false), InlineData(true, 0.5, null, false), InlineData(false, 0.2, 0.9, false), InlineData(false, null, 0.4, false)]
    [InlineData(false, null, null, true), InlineData(true, 0.5, null, true)]
    public async Task Images_are_read_along_their_doubt_and_boxes_from_one_index_whatever_the_filter(bool ofOneClass, double? minScore, double? maxScore, bool unlike)
    {
        await using var host = await LabelingHost.StartAsync();
        var filter = new ReviewFilter(Guid.CreateVersion7(), new BoxFilter(ofOneClass ? Guid.CreateVersion7() : null, minScore, maxScore), unlike);
        var index = $"USING COVERING INDEX {(unlike ? "boxes_unlike (project_id=? AND image_id=?" : ofOneClass ? "boxes_suggested_label (label_id=? AND image_id=?" : "boxes_suggested (project_id=? AND image_id=?")}";
        var page = await PlanAsync(host, QueueRows.ByDoubtSql(host.Database.Dialect, filter), QueueRows.Arguments(filter, 12));
        Assert.StartsWith("SEARCH i USING INDEX images_doubt (project_id=? AND state=?)", page[0], StringComparison.Ordinal);
        Assert.Contains(page, step => step.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(page, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));

        var count = await PlanAsync(host, filter.CountSql, filter);
        Assert.Contains(count, step => step.StartsWith($"SEARCH b {index[..index.IndexOf(" AND", StringComparison.Ordinal)]}", StringComparison.Ordinal));
        Assert.DoesNotContain(count, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(LabelingHost host, string sql, object arguments) =>
        [.. (await host.Database.ReadAsync(r => r.QueryAsync<Images.ImageListTests.PlanRow>("EXPLAIN QUERY PLAN " + sql, arguments), host.Cancellation)).Select(row => row.Detail)];

    private static Task<JsonElement> ClaimAsync(Workshop shop, object request) => shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/queue/claims", request);

    private static Task<JsonElement> QueueAsync(Workshop shop, string filter) => shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue?purpose=review&limit=20{filter}");

    private static List<Guid> Ids(JsonElement answer) => [.. answer.Items().Select(item => item.Id())];
}
