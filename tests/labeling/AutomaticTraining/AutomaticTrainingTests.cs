using Sightloop.Contracts.AutoLabels;
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
}
