using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Questions;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Certificates;

public sealed class CertificateTests
{
    /// <summary>As the project counts them and its list shows them.</summary>
    private static async Task<(int Checked, int Unseen)> CheckedAndUnseenAsync(Workshop shop)
    {
        var counts = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}")).GetProperty("counts");
        var unseen = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/images?state=unseen")).Items();
        Assert.All(unseen, image => Assert.True(image.GetProperty("unseen").GetBoolean()));
        Assert.Equal(counts.Number("unseen"), unseen.Count);
        return (counts.Number("labeled"), unseen.Count);
    }

    private static readonly Guid Certificate = Guid.CreateVersion7();

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_waits_of_a_run_is_told_with_its_score_and_without_the_validation_part(Column column)
    {
        await using var shop = await Workshop.OpenAsync(6, column: column);
        await shop.AutoLabelAsync((0, [0.9f]), (1, [0.9f]));
        var run = await shop.AutoLabelAsync((1, [0.9f, 0.2f]), (2, [0.6f]), (3, []), (4, [0.9f]), (5, [0.9f]));
        await shop.ReviewAsync(4, "accept");
        await shop.Host.Database.WriteAsync(t => t.ExecuteAsync(
            "UPDATE images SET validation = @yes WHERE id = @Id", new { shop.Images[5].Id, yes = true }), shop.Host.Cancellation);

        var listed = await shop.AskAsync<ListProposals, ProposalsListed>(new(shop.Project, null, 0, 100));

        Assert.Equal(run, listed.AutoLabelId);
        Assert.Equal([shop.Images[1].Id, shop.Images[2].Id, shop.Images[3].Id], listed.Images.Select(image => image.ImageId));
        Assert.Equal([1, 1, 0], listed.Images.Select(image => image.Boxes.Count));
        // 1 / (1 - ln p): p is 0.9 * 0.8, 0.6, and half for an image in which the model sees nothing.
        Assert.Equal([1 / (1 - Math.Log(0.72)), 1 / (1 - Math.Log(0.6)), 1 / (1 - Math.Log(0.5))], listed.Images.Select(image => image.Score), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Single((await shop.AskAsync<ListProposals, ProposalsListed>(new(shop.Project, run, shop.Images[2].Sequence, 100))).Images);
        Assert.True((await shop.AskAsync<ListProposals, ProposalsListed>(new(Guid.CreateVersion7(), null, 0, 100))).ProjectMissing);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task The_sample_comes_first_in_its_random_order_and_leaves_with_its_promise(Column column)
    {
        await using var shop = await Workshop.OpenAsync(4, column: column);
        await shop.AutoLabelAsync((0, [0.5f]), (1, [0.99f]), (2, [0.6f]), (3, [0.98f]));
        await DrawAsync(shop, 3, 1);

        var queue = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue?purpose=review")).Items();
        Assert.Equal([3, 1, 0, 2], queue.Select(item => shop.Images.Index().Single(image => image.Item.Id == item.Id()).Index));
        Assert.Equal(["sample of promise", "sample of promise", "least certain first", "least certain first"], queue.Select(item => item.Text("strategy")));
        var (_, verdict) = await shop.Host.TryAsync(HttpMethod.Post, $"/api/v1/projects/{shop.Project}/boxes/verdicts", new[] { new
        {
            imageId = shop.Images[3].Id, boxId = (await shop.AnnotationsAsync(3)).Items("annotations")[0].Id(), verdict = "right",
        } });
        Assert.False(verdict.Items()[0].GetProperty("ok").GetBoolean());

        await shop.Host.Neighbours.SayAsync(Voided(shop, takesBack: false));
        await shop.BecomesAsync("SELECT COUNT(*) FROM certificate_samples", 0);
        // Late: the promise has ended.
        await DrawAsync(shop, 0);
        Assert.Equal(0, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM certificate_samples"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_certificate_accepts_the_rest_unseen_and_gives_back_what_nobody_touched_since(Column column)
    {
        await using var shop = await Workshop.OpenAsync(6, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 6).Select(i => (i, new[] { 0.9f, 0.2f }))]);
        await shop.ReviewAsync(0, "accept");
        await shop.ReviewAsync(1, "reject");
        var proposals = await Task.WhenAll(Enumerable.Range(2, 4).Select(shop.ProposalAsync));
        shop.Host.Neighbours.Certify(await Task.WhenAll(Enumerable.Range(2, 4).Select(i => CertifiedAsync(shop, i))));

        await shop.Host.Neighbours.SayAsync(Issued(shop));
        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE state = 'labeled'", 5);

        var told = await shop.Host.Neighbours.HearsAsync<ReviewDecided>(e => e.ImageId == shop.Images[3].Id);
        Assert.Equal(("accept", Certificate, 1, "ana"), (told.Decision, told.CertificateId, told.After.Count, told.Actor));
        Assert.Equal("certificate", (await shop.Host.GetAsync($"/api/v1/images/{shop.Images[3].Id}/revisions")).Items()[0].Text("reason"));
        // Nobody looked: no human seconds, and nothing that measures models.
        Assert.Equal(2, await shop.Host.ReadAsync<long>("SELECT SUM(count) FROM effort WHERE kind = 'opened'"));
        Assert.Equal(4, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM images WHERE sequence > 2 AND validation = @no", new { no = false }));

        Assert.Equal((5, 4), await CheckedAndUnseenAsync(shop));
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[2].Id}/annotations", new { annotations = Array.Empty<object>() }, tag: "\"1\"");
        Assert.Equal((5, 3), await CheckedAndUnseenAsync(shop));
        await shop.Host.Neighbours.SayAsync(Voided(shop, takesBack: true));
        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE state = 'auto'", 3);

        Assert.Equal(["labeled", "unlabeled", "labeled", "auto", "auto", "auto"], await Task.WhenAll(Enumerable.Range(0, 6).Select(shop.StateAsync)));
        Assert.Equal(2, (await shop.AnnotationsAsync(4)).Items("annotations").Count);
        Assert.Equal(proposals[2], await shop.ProposalAsync(4));
        Assert.Equal((2, 0), await CheckedAndUnseenAsync(shop));
    }

    [Fact]
    public async Task A_run_that_was_taken_back_leaves_nothing_of_what_its_certificate_accepted()
    {
        await using var shop = await Workshop.OpenAsync(1);
        var run = await shop.AutoLabelAsync((0, [0.9f]));
        shop.Host.Neighbours.Certify(await CertifiedAsync(shop, 0));
        await shop.Host.Neighbours.SayAsync(Issued(shop));
        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE state = 'labeled'", 1);

        await shop.Host.Neighbours.SayAsync(new AutoLabelUndone { ProjectId = shop.Project, AutoLabelId = run, Actor = "ana", OccurredAt = TimeProvider.System.GetUtcNow() });
        await shop.BecomesAsync("SELECT COUNT(*) FROM undone_autolabels", 1);
        await shop.Host.Neighbours.SayAsync(Voided(shop, takesBack: true));

        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE state = 'unlabeled'", 1);
        Assert.Empty((await shop.AnnotationsAsync(0)).Items("annotations"));
    }

    [Fact]
    public async Task A_certificate_that_was_voided_first_accepts_nothing()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await shop.AutoLabelAsync((0, [0.9f]));
        shop.Host.Neighbours.Certify(await CertifiedAsync(shop, 0));
        await shop.Host.Neighbours.SayAsync(Voided(shop, takesBack: true));
        await shop.BecomesAsync("SELECT COUNT(*) FROM jobs WHERE kind = 'return certified' AND state = 'succeeded'", 1);

        await HeardAsync(shop, Issued(shop));

        Assert.Equal(0, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM jobs WHERE kind = 'accept certified'"));
        Assert.Equal("auto", await shop.StateAsync(0));
    }

    private static async Task<CertifiedImage> CertifiedAsync(Workshop shop, int image) => new(
        shop.Images[image].Id, await shop.ProposalAsync(image), image + 1,
        [.. (await shop.AnnotationsAsync(image)).Items("annotations").Where(box => box.Text("tier") == "solid").Select(box => box.Id())]);

    private static async Task DrawAsync(Workshop shop, params int[] images)
    {
        await HeardAsync(shop, new SampleDrawn
        {
            ProjectId = shop.Project, CertificateId = Certificate, Actor = "ana", OccurredAt = TimeProvider.System.GetUtcNow(),
            Images = [.. images.Select((image, i) => new SampleImage(shop.Images[image].Id, i + 1))],
        });
    }

    /// <summary>Says it and waits until labeling has heard it.</summary>
    private static async Task HeardAsync<T>(Workshop shop, T message) where T : class
    {
        var before = await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM inbox");
        await shop.Host.Neighbours.SayAsync(message);
        await shop.BecomesAsync("SELECT COUNT(*) FROM inbox", before + 1);
    }

    private static CertificateIssued Issued(Workshop shop) => new()
    {
        ProjectId = shop.Project, CertificateId = Certificate, AutoLabelId = Guid.CreateVersion7(), ModelId = Guid.CreateVersion7(), MaxWrong = 0.05, Confidence = 0.95,
        Images = 6, Checked = 2, Wrong = 0, AtMostWrong = 1, Actor = "ana", OccurredAt = TimeProvider.System.GetUtcNow(),
    };

    private static CertificateVoided Voided(Workshop shop, bool takesBack) => new()
    {
        ProjectId = shop.Project, CertificateId = Certificate, Outcome = "voided", Reason = "Taken back", TakesBack = takesBack, Actor = "ana",
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };
}
