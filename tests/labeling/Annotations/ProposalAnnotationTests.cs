using System.Text.Json;
using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Tests.Annotations;

public sealed class ProposalAnnotationTests
{
    [Fact]
    public async Task What_a_person_takes_over_stays_the_models_and_what_they_change_becomes_theirs()
    {
        await using var shop = await Workshop.OpenAsync(images: 1);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f, 0.7f, 0.2f]));
        var shown = await shop.AnnotationsAsync(0);
        Assert.Equal(["solid", "solid", "solid", "ghost"], shown.Items("annotations").Select(a => a.Text("tier")));
        var ids = shown.Items("annotations").Select(a => a.Id()).ToList();

        // Taken over, moved, given another class, the ghost accepted, and one drawn.
        var saved = await shop.Host.SaveAsync(shop.Images[0].Id, 0,
        [
            Box("red", 0.5, 20, 50, 40, ids[0]), Box("blue", 90, 20, 50, 40, ids[1]), Box("blue", 120, 20, 50, 40, ids[2]),
            Box("blue", 180, 20, 50, 40, ids[3]), Box("red", 300, 300, 9, 9),
        ]);

        Assert.Equal(("labeled", 1), (saved.Text("state"), saved.Number("revision")));
        Assert.Equal(["model", "human", "human", "model", "human"], saved.Items("annotations").Select(a => a.Text("origin")));
        Assert.Equal(0.8f, saved.Items("annotations")[1].GetProperty("score").GetSingle());
        Assert.False(saved.Items("annotations")[4].TryGetProperty("score", out _));
        Assert.All(saved.Items("annotations"), a => Assert.False(a.TryGetProperty("tier", out _)));
        Assert.Equal("corrected", await shop.Host.ReadAsync<string>("SELECT state FROM proposals"));
        var told = await shop.Host.Neighbours.HearsAsync<LabelsSaved>(e => e.Revision == 1);
        Assert.Equal((3, 5), (told.Before.Count, told.After.Count));
    }

    [Fact]
    public async Task A_new_proposal_never_makes_a_persons_tag_stale()
    {
        await using var shop = await Workshop.OpenAsync(images: 1);
        await shop.AutoLabelAsync((0, [0.9f]));
        await shop.AutoLabelAsync((0, [0.8f]));

        var (status, _) = await shop.Host.TrySaveAsync(shop.Images[0].Id, "\"0\"", [Box("red", 1, 1, 9, 9)]);

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task A_begun_image_shows_the_persons_boxes_and_no_proposal_replaces_them()
    {
        await using var shop = await Workshop.OpenAsync(images: 1);
        await shop.AutoLabelAsync((0, [0.9f]));
        await shop.Host.SaveAsync(shop.Images[0].Id, 0, [Box("red", 1, 1, 9, 9)], done: false);

        await shop.SayAutoLabeledAsync(Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), (0, [0.5f, 0.5f]));
        await shop.BecomesAsync("SELECT COUNT(*) FROM machine_time", 2);

        var begun = await shop.AnnotationsAsync(0);
        Assert.Equal(("unlabeled", true, 1), (begun.Text("state"), begun.GetProperty("begun").GetBoolean(), begun.Items("annotations").Count));
        await shop.Host.SaveAsync(shop.Images[0].Id, 1, [Box("red", 1, 1, 9, 9)]);
        Assert.Equal("corrected", await shop.Host.ReadAsync<string>("SELECT state FROM proposals"));
    }

    [Fact]
    public async Task Merging_a_class_carries_over_to_proposals_and_deleting_one_takes_its_boxes_out_of_them()
    {
        await using var shop = await Workshop.OpenAsync(images: 2);
        await shop.AutoLabelAsync((0, [0.9f, 0.8f]), (1, [0.9f, 0.8f]));
        async Task<string> SeenAsync() => string.Join(',', (await shop.AnnotationsAsync(0)).Items("annotations").Select(a => a.Text("label")));

        await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/labels", new { name = "green" });
        await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/labels/{shop.Labels[1]}/merge", new { into = "green" });
        Assert.Equal("red,green", await SeenAsync());
        await shop.Host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{shop.Project}/labels/{shop.Labels[0]}");
        Assert.Equal("green", await SeenAsync());

        Assert.Equal(200, (await shop.ReviewAsync(0, "accept")).Status);
        Assert.Equal(JsonValueKind.Object, (await shop.AnnotationsAsync(0)).Items("annotations").Single().GetProperty("box").ValueKind);
    }
}
