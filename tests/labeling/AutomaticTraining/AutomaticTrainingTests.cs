using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Training;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.AutomaticTraining;

public sealed class AutomaticTrainingTests
{
    [Fact]
    public async Task Enough_new_labels_ask_for_one_training_and_its_model_for_suggestions()
    {
        await using var shop = await Workshop.OpenAsync(5, settings: new { automaticTraining = new { enabled = true, newImages = 2, quietSeconds = 0 } });
        await shop.LabelAsync(0, 10);
        await shop.LabelAsync(1, 10);
        var asked = await shop.Host.Neighbours.HearsAsync<TrainingRequested>(_ => true);
        Assert.Equal($"snapshots/{asked.SnapshotId}.jsonl", asked.SnapshotKey);
        Assert.Equal("full", asked.Options.Preset);

        // The first training is still under way: more labels wait for it.
        await shop.LabelAsync(2, 10);
        await shop.LabelAsync(3, 10);
        var model = shop.Model(asked.SnapshotId);
        await shop.Host.Neighbours.SayAsync(model);
        Assert.Equal(model.ModelId, (await shop.Host.Neighbours.HearsAsync<AutoLabelRequested>(_ => true)).ModelId);

        await shop.Host.Neighbours.HearsAsync<TrainingRequested>(request => request.TrainingId != asked.TrainingId);
        Assert.Equal(2, shop.Host.Neighbours.Heard<TrainingRequested>().Count);
        Assert.Equal(2, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM snapshots"));
    }

    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task While_people_label_a_quick_training_starts_at_ten_and_whenever_they_have_doubled(Column column)
    {
        await using var shop = await Workshop.OpenAsync(60, column: column, settings: new { automaticTraining = new { enabled = true, newImages = 1, quietSeconds = 3600 } });
        for (var image = 0; image < 10; image++)
        {
            Assert.Empty(shop.Host.Neighbours.Heard<TrainingRequested>());
            await shop.LabelAsync(image, 10);
        }

        var first = await shop.Host.Neighbours.HearsAsync<TrainingRequested>(_ => true);
        Assert.Equal(("quick", 10), (first.Options.Preset, first.Images));

        // The next images come first, then the rest; people who label are given them with their suggestions.
        var model = shop.Model(first.SnapshotId);
        await shop.Host.Neighbours.SayAsync(model);
        var rest = await shop.Host.Neighbours.HearsAsync<AutoLabelRequested>(request => request.ImageIds is null);
        var next = await shop.Host.Neighbours.HearsAsync<AutoLabelRequested>(request => request.ImageIds is not null);
        Assert.Equal((model.ModelId, model.ModelId, 24), (rest.ModelId, next.ModelId, next.ImageIds!.Count));
        Assert.True(next.AutoLabelId < rest.AutoLabelId);
        await shop.AutoLabelAsync((50, [0.5f, 0.6f]), (51, [0.6f]));
        var items = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue?purpose=label&limit=200")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(50, items.Count);
        Assert.Equal(2, items.Count(item => item.GetProperty("state").GetString() == "auto"));

        for (var image = 10; image < 20; image++)
        {
            Assert.Single(shop.Host.Neighbours.Heard<TrainingRequested>());
            await shop.LabelAsync(image, 10);
        }

        Assert.Equal(("quick", 20), (await shop.Host.Neighbours.HearsAsync<TrainingRequested>(r => r.TrainingId != first.TrainingId)) is var second
            ? (second.Options.Preset, second.Images) : default);
    }

    [Fact]
    public async Task A_model_that_is_not_in_use_replaces_no_suggestions()
    {
        await using var shop = await Workshop.OpenAsync(3, settings: new { automaticTraining = new { enabled = true, paused = true } });
        await shop.AutoLabelAsync((0, [0.9f]));
        await shop.Host.Neighbours.SayAsync(shop.Model(Guid.CreateVersion7(), number: 2) with { PromotedModelId = Guid.CreateVersion7() });
        await Wait.UntilAsync(async () => await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM inbox WHERE consumer LIKE '%SuggestWithNewModel'") == 1);
        Assert.Empty(shop.Host.Neighbours.Heard<AutoLabelRequested>());
    }

    [Fact]
    public async Task It_is_told_which_training_comes_next_and_after_how_many_labels()
    {
        await using var shop = await Workshop.OpenAsync(4, settings: new { automaticTraining = new { enabled = true, quickFrom = 3, newImages = 4, quietSeconds = 3600 } });
        await shop.LabelAsync(0, 10);
        var first = await NextAsync(shop);
        Assert.Equal((2, true), (first.Number("missingImages"), first.GetProperty("isQuick").GetBoolean()));

        await shop.LabelAsync(1, 10);
        await shop.LabelAsync(2, 10);
        var asked = await shop.Host.Neighbours.HearsAsync<TrainingRequested>(_ => true);
        Assert.Equal(("quick", 3), (asked.Options.Preset, asked.Images));
        var second = await NextAsync(shop);
        Assert.Equal((1, false), (second.Number("missingImages"), second.GetProperty("isQuick").GetBoolean()));
    }

    [Fact]
    public async Task A_project_that_does_not_want_it_is_left_alone()
    {
        await using var shop = await Workshop.OpenAsync(2);
        await shop.LabelAsync(0, 10);
        await shop.LabelAsync(1, 10);
        await shop.Host.Neighbours.SayAsync(shop.Model(Guid.CreateVersion7()));
        await shop.BecomesAsync("SELECT COUNT(*) FROM models", 1);
        await Wait.UntilAsync(async () => await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM inbox WHERE consumer LIKE '%SuggestWithNewModel'") == 1);

        Assert.Empty(shop.Host.Neighbours.Heard<AutoLabelRequested>());
        Assert.Equal(42, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/effort")).GetProperty("machineSeconds").GetDouble());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Everybody_sees_what_the_next_training_waits_for_and_anybody_can_hold_it_back(Column column)
    {
        await using var shop = await Workshop.OpenAsync(
            3, column: column, settings: new { automaticTraining = new { enabled = true, newImages = 2, quietSeconds = 3600 } });
        await shop.LabelAsync(0, 10);
        var waiting = await NextAsync(shop);
        Assert.Equal((1, 2), (waiting.Number("newImages"), waiting.Number("wantedImages")));
        Assert.False(waiting.TryGetProperty("dueAt", out _));

        await shop.LabelAsync(1, 10);
        var due = (await NextAsync(shop)).GetProperty("dueAt").GetDateTimeOffset();
        // Whoever is still drawing is not interrupted: an image that is only begun counts as quiet broken.
        await shop.Host.SaveAsync(shop.Images[2].Id, 0, [new { label = "red", box = new BoxRecord(1, 1, 9, 9) }], done: false);
        var later = await NextAsync(shop);
        Assert.True(later.GetProperty("dueAt").GetDateTimeOffset() > due);
        Assert.InRange(later.GetProperty("dueAt").GetDateTimeOffset() - later.GetProperty("now").GetDateTimeOffset(), TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));

        await shop.Host.SendAsync(HttpMethod.Patch, $"/api/v1/projects/{shop.Project}", new { settings = new { automaticTraining = new { paused = true, quietSeconds = 0 } } });
        Assert.False((await NextAsync(shop)).TryGetProperty("dueAt", out _));
        Assert.Empty(shop.Host.Neighbours.Heard<TrainingRequested>());

        await shop.Host.SendAsync(HttpMethod.Patch, $"/api/v1/projects/{shop.Project}", new { settings = new { automaticTraining = new { paused = false } } });
        var asked = await shop.Host.Neighbours.HearsAsync<TrainingRequested>(_ => true);
        Assert.True((await NextAsync(shop)).GetProperty("underWay").GetBoolean());

        var snapshot = await shop.Host.GetAsync($"/api/v1/snapshots/{asked.SnapshotId}");
        Assert.Equal((2, 2), (snapshot.Number("images"), snapshot.Number("boxes")));
        var images = await shop.Host.GetAsync($"/api/v1/snapshots/{asked.SnapshotId}/images?limit=1");
        Assert.Equal(shop.Images[0].Id.ToString(), images.Items()[0].Text("imageId"));
        var rest = await shop.Host.GetAsync($"/api/v1/snapshots/{asked.SnapshotId}/images?cursor={images.Text("nextCursor")}");
        Assert.Equal(shop.Images[1].Id.ToString(), Assert.Single(rest.Items()).Text("imageId"));
    }

    [Theory, InlineData(Column.Standalone, false), InlineData(Column.Standalone, true), InlineData(Column.Cluster, false), InlineData(Column.Cluster, true)]
    public async Task A_training_that_failed_or_was_cancelled_is_not_under_way_and_is_not_repeated_before_there_are_new_labels(Column column, bool cancelled)
    {
        await using var shop = await Workshop.OpenAsync(5, column: column, settings: new { automaticTraining = new { enabled = true, newImages = 2, quietSeconds = 0 } });
        await shop.LabelAsync(0, 10);
        await shop.LabelAsync(1, 10);
        var asked = await shop.Host.Neighbours.HearsAsync<TrainingRequested>(_ => true);
        Assert.True((await NextAsync(shop)).GetProperty("underWay").GetBoolean());
        var failed = new TrainingFailed
        {
            ProjectId = shop.Project, TrainingId = asked.TrainingId, Reason = "The images cannot be read.", Cancelled = cancelled, Actor = "ada",
            OccurredAt = TimeProvider.System.GetUtcNow(),
        };

        // As told before the snapshot was named, and of another project's: neither says which one ended.
        await shop.Host.Neighbours.SayAsync(failed);
        await shop.Host.Neighbours.SayAsync(failed with { ProjectId = Guid.CreateVersion7(), SnapshotId = asked.SnapshotId });
        await Wait.UntilAsync(async () => await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM inbox WHERE consumer LIKE '%CloseSnapshot'") == 2);
        Assert.True((await NextAsync(shop)).GetProperty("underWay").GetBoolean());

        await shop.Host.Neighbours.SayAsync(failed with { SnapshotId = asked.SnapshotId });

        await Wait.UntilAsync(async () => !(await NextAsync(shop)).GetProperty("underWay").GetBoolean());
        Assert.False((await NextAsync(shop)).TryGetProperty("dueAt", out _));
        await shop.LabelAsync(2, 10);
        Assert.Single(shop.Host.Neighbours.Heard<TrainingRequested>());
        await shop.LabelAsync(3, 10);
        Assert.Equal(4, (await shop.Host.Neighbours.HearsAsync<TrainingRequested>(again => again.TrainingId != asked.TrainingId)).Images);
    }

    private static Task<System.Text.Json.JsonElement> NextAsync(Workshop shop) => shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/next-training");
}
