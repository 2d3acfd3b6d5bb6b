using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Questions;

namespace Sightloop.Labeling.Tests.Proposals;

public sealed class ProposalTests
{
    [Fact]
    public async Task A_proposal_shows_its_boxes_and_leaves_labelled_images_alone()
    {
        await using var shop = await Workshop.OpenAsync(2);
        await shop.LabelAsync(0, 10);
        await shop.SayAutoLabeledAsync(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, (0, [0.9f]), (1, [0.9f, 0.2f]));
        await shop.BecomesAsync("SELECT COUNT(*) FROM proposals", 1);

        Assert.Equal("labeled", await shop.StateAsync(0));
        var auto = await shop.AnnotationsAsync(1);
        Assert.Equal("auto", auto.GetProperty("state").GetString());
        Assert.Equal(["solid", "ghost"], auto.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("tier").GetString()));
    }

    [Fact]
    public async Task A_newer_proposal_replaces_an_older_one_and_never_the_other_way_round()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f]));
        var newest = await shop.AutoLabelAsync((0, [0.8f, 0.7f]));
        await shop.SayAutoLabeledAsync(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, (0, [0.6f, 0.6f, 0.6f]));
        await shop.BecomesAsync("SELECT COUNT(*) FROM proposals WHERE state = 'replaced'", 2);

        Assert.Equal(2, (await shop.AnnotationsAsync(0)).GetProperty("annotations").GetArrayLength());
        Assert.Equal(newest, await shop.Host.ReadAsync<Guid>("SELECT autolabel_id FROM proposals WHERE state = 'current'"));
    }

    [Fact]
    public async Task Undo_takes_back_what_nobody_decided_however_often_and_in_whatever_order_it_is_heard()
    {
        await using var shop = await Workshop.OpenAsync(3);
        var run = await shop.AutoLabelAsync((0, [0.9f]), (1, [0.9f]));
        Assert.Equal(200, (await shop.ReviewAsync(0, "accept")).Status);
        await UndoAsync(run);
        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE state = 'auto'", 0);
        await UndoAsync(run);
        await shop.SayAutoLabeledAsync(run, TimeProvider.System.GetUtcNow(), (1, [0.9f]), (2, [0.9f]));
        await shop.BecomesAsync("SELECT COUNT(*) FROM machine_time", 2);

        Assert.Equal(["labeled", "unlabeled", "unlabeled"], [await shop.StateAsync(0), await shop.StateAsync(1), await shop.StateAsync(2)]);
        Assert.Equal(1, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM boxes"));

        Task UndoAsync(Guid autoLabel) => shop.Host.Neighbours.SayAsync(new AutoLabelUndone
        {
            ProjectId = shop.Project, AutoLabelId = autoLabel, Actor = "ana", OccurredAt = TimeProvider.System.GetUtcNow(),
        });
    }

    [Fact]
    public async Task Auto_label_is_told_of_undecided_images_only_also_of_those_nobody_has_told_labeling_of()
    {
        await using var shop = await Workshop.OpenAsync(3);
        await shop.LabelAsync(0, 10);
        await shop.AutoLabelAsync((1, [0.9f]));
        var late = await shop.Host.Neighbours.IngestAsync(shop.Project, 2, told: false);

        var all = await shop.AskAsync<ListUndecidedImages, UndecidedImagesListed>(new(shop.Project, null, 0, 100));
        Assert.Equal([shop.Images[1].Id, shop.Images[2].Id, late[0].Id, late[1].Id], all.Images.Select(image => image.Id));
        var some = await shop.AskAsync<ListUndecidedImages, UndecidedImagesListed>(new(shop.Project, [shop.Images[0].Id, late[1].Id], 0, 100));
        Assert.Equal([late[1].Id], some.Images.Select(image => image.Id));
        var page = await shop.AskAsync<ListUndecidedImages, UndecidedImagesListed>(new(shop.Project, null, all.Images[1].Sequence, 1));
        Assert.Equal([late[0].Id], page.Images.Select(image => image.Id));
    }
}
