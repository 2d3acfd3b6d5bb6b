using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Tests.Queue;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Thresholds;

public sealed class ThresholdTests
{
    /// <summary>One right red box with a high score and two wrong ones that the model would show too.</summary>
    private static readonly float[] Scores = [0.9f, 0.6f, 0.55f];

    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task What_people_delete_again_and_again_is_not_shown_to_them_any_more(Column column)
    {
        await using var shop = await Workshop.OpenAsync(14, column: column);
        await SuggestAsync(shop, threshold: null, Enumerable.Range(0, 14));
        Assert.Equal(["solid", "solid", "solid"], await TiersAsync(shop, 12));

        for (var image = 0; image < 12; image++)
        {
            await KeepTheFirstBoxAsync(shop, image);
        }

        // What the person takes in hand next is shown by what was learnt.
        await Wait.UntilAsync(async () => (await RuleAsync(shop)).GetProperty("reviewedImages").GetInt32() == 12);
        var rule = await RuleAsync(shop);
        Assert.InRange(rule.GetProperty("classes")[0].GetProperty("solidFrom").GetDouble(), 0.6, 0.9);
        Assert.True(rule.GetProperty("seconds").GetDouble() < rule.GetProperty("secondsWithout").GetDouble());
        var claim = await QueueTests.ClaimAsync(shop, "review", 2);
        Assert.Equal(2, claim.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await TiersAsync(shop, 12)).Count(tier => tier == "solid"));
        Assert.Equal(3, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM boxes WHERE image_id = @Id", new { shop.Images[12].Id }));
    }

    [Fact]
    public async Task Accepting_takes_what_was_painted_even_when_thresholds_were_picked_meanwhile()
    {
        await using var shop = await Workshop.OpenAsync(1);
        await SuggestAsync(shop, threshold: null, [0]);
        var painted = (await shop.AnnotationsAsync(0)).GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("id").GetGuid()).ToList();
        await shop.Host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE boxes SET tier = 'hidden' WHERE score < 0.8"), shop.Host.Cancellation);

        var path = $"/api/v1/images/{shop.Images[0].Id}/review";
        Assert.Equal(409, (await shop.Host.TryAsync(HttpMethod.Post, path, new { decision = "accept", shown = new[] { Guid.CreateVersion7() } })).Status);
        var saved = await shop.Host.PostAsync(path, new { decision = "accept", shown = painted });
        Assert.Equal(painted, saved.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_threshold_that_a_person_chose_for_a_run_stays()
    {
        await using var shop = await Workshop.OpenAsync(14);
        await SuggestAsync(shop, threshold: 0.5f, Enumerable.Range(0, 14));
        for (var image = 0; image < 12; image++)
        {
            await KeepTheFirstBoxAsync(shop, image);
        }

        await Wait.UntilAsync(async () => (await RuleAsync(shop)).GetProperty("reviewedImages").GetInt32() == 12);
        await QueueTests.ClaimAsync(shop, "review", 2);
        Assert.Equal(["solid", "solid", "solid"], await TiersAsync(shop, 12));
    }

    private static Guid ModelOf(Workshop shop) => shop.Project;

    private static async Task SuggestAsync(Workshop shop, float? threshold, IEnumerable<int> images)
    {
        var run = Guid.CreateVersion7();
        var all = images.ToList();
        await shop.Host.Neighbours.SayAsync(new ImagesAutoLabeled
        {
            ProjectId = shop.Project, AutoLabelId = run, ModelId = ModelOf(shop), Milliseconds = 100, Threshold = threshold, Actor = "system",
            OccurredAt = TimeProvider.System.GetUtcNow(),
            Images =
            [
                .. all.Select(image => new ImageProposal
                {
                    ImageId = shop.Images[image].Id,
                    Boxes = [.. Scores.Select((score, i) => new ProposedBox { LabelId = shop.Labels[0], Score = score, Box = new BoxRecord(100 * i, 20, 50, 40), Tier = "solid" })],
                }),
            ],
        });
        await shop.BecomesAsync("SELECT COUNT(*) FROM proposals WHERE autolabel_id = @run", all.Count, new { run });
    }

    /// <summary>A person reviews what they see and leaves the one box that is right.</summary>
    private static async Task KeepTheFirstBoxAsync(Workshop shop, int image)
    {
        var right = (await shop.AnnotationsAsync(image)).GetProperty("annotations").EnumerateArray().MaxBy(a => a.GetProperty("score").GetDouble());
        var (status, answer) = await shop.ReviewAsync(image, "correct", annotations: new[] { new { id = right.Id(), label = "red", box = right.GetProperty("box") } });
        Assert.True(status == 200, answer.ToString());
    }

    private static async Task<List<string>> TiersAsync(Workshop shop, int image) =>
        [.. (await shop.AnnotationsAsync(image)).GetProperty("annotations").EnumerateArray().Select(a => a.Text("tier"))];

    private static Task<JsonElement> RuleAsync(Workshop shop) => shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/thresholds");
}
