using System.Text.Json;
using Sightloop.Contracts.Labels;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Reviews;

public sealed class ReviewTests
{
    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task Accepting_takes_the_solid_boxes_only_and_tells_it(Column column)
    {
        await using var shop = await Workshop.OpenAsync(1, column: column);
        await shop.AutoLabelAsync((0, [0.9f, 0.6f, 0.2f]));
        var (status, body) = await shop.ReviewAsync(0, "accept", await shop.ProposalAsync(0));

        Assert.Equal((200, "labeled", 1), (status, body.GetProperty("state").GetString(), body.GetProperty("revision").GetInt32()));
        Assert.Equal(["model", "model"], body.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("origin").GetString()));
        var told = await shop.Host.Neighbours.HearsAsync<ReviewDecided>(r => r.Decision == "accept");
        Assert.Equal((2, 2, 1), (told.Before.Count, told.After.Count, told.Revision));
    }

    [Fact]
    public async Task Correcting_saves_the_set_as_it_should_be()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.6f]));
        var kept = (await shop.AnnotationsAsync(0)).GetProperty("annotations")[0].GetProperty("id").GetGuid();
        var (status, body) = await shop.ReviewAsync(0, "correct", annotations: new object[]
        {
            new { id = kept, label = "red", box = new { x = 0, y = 20, width = 50, height = 40 } },
            new { label = "blue", box = new { x = 300, y = 20, width = 50, height = 40 } },
        });

        Assert.Equal((200, "labeled"), (status, body.GetProperty("state").GetString()));
        Assert.Equal(["human", "model"], body.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("origin").GetString()).Order());
        var effort = await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/effort");
        Assert.Equal(["accepted/model/1", "created/human/1", "deleted/model/1", "opened/human/1"], Actions(effort));
        Assert.Equal(2.1 + 3.1 + 3.2, effort.GetProperty("humanSeconds").GetDouble(), 6);
        Assert.Equal(1.5, effort.GetProperty("machineSeconds").GetDouble(), 6);
    }

    [Fact]
    public async Task A_bad_correction_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f]));
        var (status, body) = await shop.ReviewAsync(0, "correct", annotations: new[] { new { label = "green", box = new { x = 0, y = 0, width = 9, height = 9 } } });
        Assert.Equal(400, status);
        Assert.Contains("green", body.GetProperty("title").GetString());
        Assert.Equal("auto", await shop.StateAsync(0));
    }

    [Fact]
    public async Task Rejecting_makes_the_image_unlabelled_and_reopening_takes_that_back()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f, 0.2f]));
        Assert.Equal("unlabeled", (await shop.ReviewAsync(0, "reject")).Body.GetProperty("state").GetString());
        Assert.Empty((await shop.AnnotationsAsync(0)).GetProperty("annotations").EnumerateArray());

        var (status, body) = await shop.ReviewAsync(0, "reopen");
        Assert.Equal((200, "auto", 2), (status, body.GetProperty("state").GetString(), body.GetProperty("annotations").GetArrayLength()));
        await shop.Host.Neighbours.HearsAsync<ReviewDecided>(r => r.Decision == "reopen" && r.After.Count == 1);
    }

    [Fact]
    public async Task An_accepted_image_can_be_reopened_until_somebody_changes_its_labels()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f]));
        Assert.Equal(409, (await shop.ReviewAsync(0, "reopen")).Status);
        await shop.ReviewAsync(0, "accept");
        Assert.Equal("auto", (await shop.ReviewAsync(0, "reopen")).Body.GetProperty("state").GetString());
        Assert.Equal(2, (await shop.ReviewAsync(0, "accept")).Body.GetProperty("revision").GetInt32());
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[0].Id}/annotations", new { annotations = Array.Empty<object>() }, tag: "\"2\"");
        Assert.Equal(409, (await shop.ReviewAsync(0, "reopen")).Status);
    }

    [Fact]
    public async Task A_decision_on_what_is_no_longer_shown_is_refused_with_what_is()
    {
        await using var shop = await Workshop.OpenAsync(2);
        await shop.AutoLabelAsync((0, [0.9f]));
        var old = await shop.ProposalAsync(0);
        await shop.AutoLabelAsync((0, [0.8f, 0.7f]));
        await shop.BecomesAsync("SELECT COUNT(*) FROM proposals WHERE state = 'current'", 1);

        var (status, body) = await shop.ReviewAsync(0, "accept", old);
        Assert.Equal(409, status);
        Assert.Equal(2, body.GetProperty("current").GetProperty("annotations").GetArrayLength());

        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[0].Id}/annotations", new { annotations = Array.Empty<object>() }, tag: "\"0\"");
        Assert.Equal(409, (await shop.ReviewAsync(0, "reject")).Status);
        Assert.Equal(409, (await shop.ReviewAsync(1, "accept")).Status);
        Assert.Equal("labeled", await shop.StateAsync(0));
    }

    [Fact]
    public async Task Of_ten_people_who_accept_at_once_one_does_and_nine_are_told()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f]));
        var statuses = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await shop.ReviewAsync(0, "accept")).Status));
        Assert.Equal([200, .. Enumerable.Repeat(409, 9)], statuses.Order());
    }

    private static IEnumerable<string> Actions(JsonElement effort) => effort.GetProperty("actions").EnumerateArray()
        .Select(a => $"{a.GetProperty("kind").GetString()}/{a.GetProperty("origin").GetString()}/{a.GetProperty("count").GetInt32()}");
}
