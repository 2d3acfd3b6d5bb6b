using System.Text.Json;
using Sightloop.Contracts.Labels;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Effort;

public sealed class EffortLedgerTests
{
    [Fact]
    public async Task An_image_saved_on_the_way_costs_what_one_save_would()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await SaveAsync(shop, 0, done: false, 10);
        await SaveAsync(shop, 1, done: false, 10, 100);
        await SaveAsync(shop, 2, done: false, 10);
        Assert.Empty(Actions(await EffortAsync(shop)));

        await SaveAsync(shop, 3, done: true, 10, 200, 300);
        var effort = await EffortAsync(shop);
        Assert.Equal(["created/human/3", "opened/human/1"], Actions(effort));
        Assert.Equal(8, effort.GetProperty("measuredSeconds").GetDouble());
        Assert.Equal(0, effort.GetProperty("saving").GetDouble(), 6);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_suggestion_corrected_with_saves_on_the_way_is_compared_with_the_suggestion(Column column)
    {
        await using var shop = await Workshop.OpenAsync(1, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]));
        await SaveAsync(shop, 0, done: false, 0);
        await SaveAsync(shop, 1, done: true, 0, 200);
        Assert.Equal(["accepted/model/1", "created/human/1", "deleted/model/1", "opened/human/1"], Actions(await EffortAsync(shop)));
    }

    [Fact]
    public async Task A_labelled_image_that_is_changed_again_at_once_was_looked_at_once()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await SaveAsync(shop, 0, done: true, 10);
        await SaveAsync(shop, 1, done: true, 10, 100);
        await SaveAsync(shop, 2, done: true, 10, 100, 200);
        Assert.Equal(["created/human/3", "opened/human/1"], Actions(await EffortAsync(shop)));
    }

    private static Task<JsonElement> SaveAsync(Workshop shop, int seen, bool done, params float[] lefts) => shop.Host.SendAsync(
        HttpMethod.Put, $"/api/v1/images/{shop.Images[0].Id}/annotations",
        new { annotations = lefts.Select(x => new { label = "red", box = new BoxRecord(x, 20, 50, 40) }), done, durationMs = 2000 }, $"\"{seen}\"");

    private static Task<JsonElement> EffortAsync(Workshop shop) => shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/effort");

    private static IEnumerable<string> Actions(JsonElement effort) =>
        effort.GetProperty("actions").EnumerateArray().Select(a => $"{a.Text("kind")}/{a.Text("origin")}/{a.Number("count")}");
}
