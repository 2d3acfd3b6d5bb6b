using System.Text.Json;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Similar;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Similar;

public sealed class ComparingTests
{
    /// <summary>Of so many alike images each has all others for its most similar ones.</summary>
    private const int Alike = 9;

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_models_and_people_say_of_similar_images_decides_what_is_unlike_them(Column column)
    {
        await using var shop = await Workshop.OpenAsync(Alike, column: column);
        await shop.AutoLabelAsync([.. Enumerable.Range(0, Alike).Select(image => (image, image == 0 ? [0.9f, 0.8f] : new[] { 0.9f }))]);
        await shop.EmbedAsync(Look);
        Assert.Equal([0], await UnlikeAsync(shop));

        // A newer model sees blue on more than half of them.
        await shop.AutoLabelAsync([.. Enumerable.Range(1, 5).Select(image => (image, new[] { 0.9f, 0.8f }))]);
        Assert.Empty(await UnlikeAsync(shop));

        // People take it off four of them again, and the model's own suggestion on a fifth is one of the odd ones.
        foreach (var image in Enumerable.Range(1, 4))
        {
            Assert.Equal(200, (await shop.ReviewAsync(image, "correct", annotations: new[] { new { label = "red", box = new BoxRecord(0, 20, 50, 40) } })).Status);
        }

        Assert.Equal([0, 5], await UnlikeAsync(shop));
        Assert.Equal(0, (await ReviewAsync(shop, "&label=red")).Number("remaining"));
        Assert.Equal(2, (await ReviewAsync(shop, "&label=blue&minScore=0.75&maxScore=0.85")).Number("remaining"));

        // Whoever is not there any more is similar to nobody; where the class is another one, so is everything.
        await shop.ReviewAsync(5, "reject");
        Assert.Equal([0], await UnlikeAsync(shop));
        await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/labels/{shop.Labels[1]}/merge", new { into = "red" });
        Assert.Empty(await UnlikeAsync(shop));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task However_many_compare_at_once_each_box_says_in_the_end_what_similar_images_show(Column column)
    {
        const int Images = 60;
        await using var shop = await Workshop.OpenAsync(Images, column: column);
        var dice = new Random(7);
        await shop.EmbedAsync(_ => [.. Enumerable.Range(0, 8).Select(_ => (byte)dice.Next(256))]);
        using var end = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var comparing = new Comparing(shop.Host.Database);
            while (!end.IsCancellationRequested)
            {
                await comparing.StepAsync(shop.Project, shop.Host.Cancellation);
            }
        })).ToList();

        for (var run = 0; run < 4; run++)
        {
            await shop.AutoLabelAsync([.. Enumerable.Range(run * 8, Images - (run * 8)).Select(image => (image, dice.Next(4) switch { 0 => [0.9f, 0.8f], 1 => [0.2f, 0.8f], _ => new[] { 0.9f } }))]);
            await Parallel.ForAsync(run * 8, (run * 8) + 8, async (image, _) => await shop.ReviewAsync(image, image % 3 == 0 ? "reject" : "accept"));
        }

        await shop.Host.Neighbours.SayAsync(new ImagesDeleted
        {
            ProjectId = shop.Project, Images = [.. new[] { 1, 40 }.Select(i => new DeletedImage(shop.Images[i].Id, shop.Images[i].Name))], Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch,
        });
        await shop.BecomesAsync("SELECT COUNT(*) FROM images", Images - 2);
        await shop.ComparedAsync();
        await end.CancelAsync();
        await Task.WhenAll(others);

        Assert.NotEqual(0, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM boxes WHERE unlike > 0"));
        Assert.Equal(0, await shop.Host.ReadAsync<long>(
            """
            SELECT COUNT(*) FROM (
                SELECT b.unlike, (
                    SELECT AVG(CASE WHEN EXISTS (
                        SELECT 1 FROM boxes o WHERE o.image_id = s.similar_id AND o.label_id = b.label_id AND (o.tier IS NULL OR o.tier = 'solid')) THEN 0.0 ELSE 1.0 END)
                    FROM similar_images s WHERE s.image_id = b.image_id) AS share FROM boxes b) c
            WHERE ABS(c.unlike - CASE WHEN c.share > 0.5 THEN c.share ELSE 0 END) > 0.001
            """));
        Assert.Equal(8, await shop.Host.ReadAsync<double>("SELECT AVG(1.0 * n) FROM (SELECT COUNT(*) AS n FROM similar_images GROUP BY image_id) counted"));
    }

    private static byte[] Look(int image) => [100, (byte)image, 0, 0];

    private static Task<JsonElement> ReviewAsync(Workshop shop, string filter) =>
        shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/queue?purpose=review&limit=20&unlikeNeighbours=true{filter}");

    private static async Task<IEnumerable<int>> UnlikeAsync(Workshop shop)
    {
        await shop.ComparedAsync();
        var ids = (await ReviewAsync(shop, "")).Items().Select(item => item.Id()).ToHashSet();
        return Enumerable.Range(0, shop.Images.Count).Where(image => ids.Contains(shop.Images[image].Id));
    }
}
