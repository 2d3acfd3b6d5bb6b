using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Queue;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Queue;

public sealed class QueueTests
{
    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task Twenty_people_who_claim_at_once_never_get_the_same_image(Column column)
    {
        await using var shop = await Workshop.OpenAsync(90, column: column);
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ClaimAsync(shop, "label", 5)));

        var given = claims.SelectMany(Ids).ToList();
        Assert.Equal(90, given.Count);
        Assert.Equal(90, given.Distinct().Count());
        Assert.Empty(Ids(await ClaimAsync(shop, "label", 1)));
    }

    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task Who_claims_right_after_an_upload_gets_its_images(Column column)
    {
        await using var shop = await Workshop.OpenAsync(0, column: column);
        var stored = await shop.Host.Neighbours.IngestAsync(shop.Project, 3, told: false);

        // Nobody tells labeling of them: it has to ask, and on a busy machine ingest may be slow to answer.
        IReadOnlyList<Guid> claimed = [];
        await Wait.UntilAsync(async () => (claimed = [.. Ids(await ClaimAsync(shop, "label", 5))]).Count > 0, what: "there is something to claim");
        Assert.Equal(stored.Select(image => image.Id).Order(), claimed.Order());
    }

    [Fact]
    public async Task A_claim_can_be_renewed_and_given_back_and_runs_out_by_itself()
    {
        await using var shop = await Workshop.OpenAsync(1);
        var claim = await ClaimAsync(shop, "label", 1);
        var path = $"/api/v1/projects/{shop.Project}/queue/claims/{claim.GetProperty("id").GetGuid()}";
        Assert.Equal(1, (await shop.Host.Neighbours.HearsAsync<ClaimsChanged>(e => e.ClaimId == claim.Id())).Images);
        var renewed = await shop.Host.SendAsync(HttpMethod.Patch, path);
        Assert.True(renewed.GetProperty("expiresAt").GetDateTimeOffset() >= claim.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Empty(Ids(await ClaimAsync(shop, "label", 1)));

        // Nobody else lengthens it or gives its images away.
        Assert.Equal(410, (await shop.Host.TryAsync(HttpMethod.Patch, path, actor: "somebody else")).Status);
        await shop.Host.TryAsync(HttpMethod.Delete, path, actor: "somebody else");
        Assert.Empty(Ids(await ClaimAsync(shop, "label", 1)));

        Assert.Single(shop.Host.Neighbours.Heard<ClaimsChanged>());

        await shop.Host.SendAsync(HttpMethod.Delete, path);
        await shop.Host.Neighbours.HearsAsync<ClaimsChanged>(e => e.ClaimId == claim.Id() && e.Images == 0);
        var second = await ClaimAsync(shop, "label", 1);
        Assert.Single(Ids(second));

        await shop.Host.Database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("UPDATE claims SET expires_at = @past", new { past = DateTimeOffset.UnixEpoch });
            await t.ExecuteAsync("UPDATE claimed_images SET expires_at = @past", new { past = DateTimeOffset.UnixEpoch });
        }, shop.Host.Cancellation);
        Assert.Single(Ids(await ClaimAsync(shop, "label", 1)));
        Assert.Equal(410, (await shop.Host.TryAsync(HttpMethod.Patch, $"/api/v1/projects/{shop.Project}/queue/claims/{second.GetProperty("id").GetGuid()}")).Status);
    }

    [Fact]
    public async Task The_review_queue_starts_with_what_the_model_is_least_sure_of()
    {
        await using var shop = await Workshop.OpenAsync(4);
        await shop.AutoLabelAsync((0, [0.99f]), (1, [0.5f, 0.5f]), (2, [0.8f]));

        var queue = await QueueAsync(shop, "review");
        Assert.Equal([shop.Images[1].Id, shop.Images[2].Id, shop.Images[0].Id], Ids(queue));
        Assert.All(queue.GetProperty("items").EnumerateArray(), item => Assert.NotEmpty(item.GetProperty("reason").GetString()!));
        Assert.Equal([shop.Images[3].Id], Ids(await QueueAsync(shop, "label")));
    }

    [Fact]
    public async Task People_who_label_with_suggestions_are_given_proposals_when_nothing_else_is_left()
    {
        await using var shop = await Workshop.OpenAsync(2);
        await shop.AutoLabelAsync((0, [0.9f]), (1, [0.5f]));
        Assert.Equal(2, Ids(await QueueAsync(shop, "label")).Count);
    }

    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task Images_in_which_the_model_saw_nothing_wait_beside_those_in_which_it_saw_something(Column column)
    {
        await using var shop = await Workshop.OpenAsync(8, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, 8).Select(image => (image, image % 2 == 0 ? Array.Empty<float>() : [0.6f, 0.4f]))]);
        Assert.Equal(8, Ids(await QueueAsync(shop, "label")).Count);
        Assert.Equal(8, Ids(await ClaimAsync(shop, "review", 8)).Count);
    }

    [Fact]
    public async Task The_order_is_random_at_first_and_stays_the_same_while_nothing_changes()
    {
        await using var shop = await Workshop.OpenAsync(60);
        var first = Ids(await QueueAsync(shop, "label"));
        Assert.Equal(first, Ids(await QueueAsync(shop, "label")));
        Assert.NotEqual(shop.Images.Take(20).Select(i => i.Id), first);
    }

    [Fact]
    public async Task With_embeddings_typical_images_of_every_kind_come_first_and_one_in_five_is_left_to_chance()
    {
        await using var shop = await Workshop.OpenAsync(60);
        // Three kinds: 40 of the first, 15 of the second, 5 of the third.
        sbyte[] Embed(int i) => i < 40 ? [127, (sbyte)(i % 7), 0] : i < 55 ? [0, 127, (sbyte)(i % 5)] : [(sbyte)(i % 3), 0, 127];
        await shop.Host.Neighbours.SayAsync(new ImagesEmbedded
        {
            ProjectId = shop.Project, Actor = "system", OccurredAt = DateTimeOffset.UnixEpoch,
            Images = [.. shop.Images.Select((image, i) => new ImageEmbedding(image.Id, [.. Embed(i).Select(b => (byte)b)]))],
        });
        await shop.BecomesAsync("SELECT COUNT(*) FROM images WHERE embedding IS NOT NULL", 60);

        var items = (await ClaimAsync(shop, "label", 5)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(5, items.Count);
        Assert.Equal([false, false, false, false, true], items.Select(item => item.GetProperty("pickedAtRandom").GetBoolean()));
        var kinds = items.Take(4).Select(item => shop.Images.Index().First(i => i.Item.Id == item.GetProperty("id").GetGuid()).Index)
            .Select(i => i < 40 ? 1 : i < 55 ? 2 : 3);
        Assert.Equal([1, 2, 3], kinds.Distinct().Order());
        Assert.Equal(1, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM images WHERE picked_at_random"));
    }

    [Fact]
    public async Task An_image_that_is_almost_another_joins_its_group()
    {
        await using var shop = await Workshop.OpenAsync(4);
        sbyte[][] vectors = [[127, 0, 0, 0], [126, 3, 0, 0], [110, 60, 0, 0], [0, 127, 0, 0]];
        await shop.Host.Neighbours.SayAsync(new ImagesEmbedded
        {
            ProjectId = shop.Project, Actor = "system", OccurredAt = DateTimeOffset.UnixEpoch,
            Images = [.. vectors.Select((vector, i) => new ImageEmbedding(shop.Images[i].Id, [.. vector.Select(b => (byte)b)]))],
        });
        await shop.BecomesAsync("SELECT COUNT(DISTINCT group_key) FROM images", 3);
        Assert.Equal(1, await shop.Host.ReadAsync<long>("SELECT COUNT(DISTINCT group_key) FROM images WHERE id IN (@one, @two)", new { one = shop.Images[0].Id, two = shop.Images[1].Id }));
    }

    internal static Task<JsonElement> ClaimAsync(Workshop shop, string purpose, int limit) =>
        shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/queue/claims", new { purpose, limit });

    private static Task<JsonElement> QueueAsync(Workshop shop, string purpose) =>
        shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue?purpose={purpose}&limit=20");

    private static List<Guid> Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
