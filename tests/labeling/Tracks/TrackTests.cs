using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Tracks;

public sealed class TrackTests
{
    private static readonly Guid Import = Guid.CreateVersion7();

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Accepting_a_track_decides_on_all_its_frames_and_carries_it_over_the_gap(Column column)
    {
        await using var shop = await FilmAsync(column, (0, [0]), (1, [20]), (2, []), (3, [60]));
        var clip = Assert.Single((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/clips")).Items());
        Assert.Equal((4, 4, Import), (clip.Number("frames"), clip.Number("suggested"), clip.Id()));
        var track = Assert.Single(await TracksAsync(shop));
        Assert.Equal(["model", "model", "carried", "model"], track.Items("places").Select(place => place.Text("origin")));

        var act = await ActAsync(shop, track, "accept");

        Assert.All(act.Items(), item => Assert.Equal("labeled", item.Text("state")));
        var carried = Assert.Single((await shop.AnnotationsAsync(2)).Items("annotations"));
        Assert.Equal((40.0, "human"), (carried.GetProperty("box").GetProperty("x").GetDouble(), carried.Text("origin")));
        // One look for the whole track.
        Assert.Equal(1, await shop.Host.ReadAsync<long>("SELECT SUM(count) FROM effort"));
        Assert.Equal(0, Assert.Single(await TracksAsync(shop)).Number("open"));

        await UndoAsync(shop, act);
        Assert.Equal(["auto", "auto", "auto", "auto"], await Task.WhenAll(Enumerable.Range(0, 4).Select(shop.StateAsync)));
        Assert.Empty((await shop.AnnotationsAsync(2)).Items("annotations"));
        Assert.Equal(4, Assert.Single(await TracksAsync(shop)).Number("open"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_frame_is_labelled_when_all_its_tracks_are_decided(Column column)
    {
        await using var shop = await FilmAsync(column, (0, [0, 300]), (1, [20, 302]), (2, [40, 304]));
        var tracks = await TracksAsync(shop);
        Assert.Equal(2, tracks.Count);

        Assert.All((await ActAsync(shop, tracks[0], "accept")).Items(), item => Assert.Equal("auto", item.Text("state")));
        var rejected = await ActAsync(shop, tracks[1], "reject");

        Assert.All(rejected.Items(), item => Assert.Equal(("labeled", 1), (item.Text("state"), item.Number("revision"))));
        Assert.Single((await shop.AnnotationsAsync(1)).Items("annotations"));
        Assert.Single(await TracksAsync(shop));
        // Somebody works on one of them: that one stays.
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[1].Id}/annotations", new { annotations = Array.Empty<object>() }, tag: "\"1\"");
        Assert.Equal([true, false, true], (await UndoAsync(shop, rejected)).Items().Select(item => item.GetProperty("ok").GetBoolean()));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_frame_waits_for_a_track_that_is_only_faint_or_only_carried_there(Column column)
    {
        // Negative: the model is so unsure of the second thing that it is a ghost; on the third frame it is not seen at all.
        await using var shop = await FilmAsync(column, (0, [0, 300]), (1, [20, -302]), (2, [40]), (3, [60, 306]));
        var tracks = (await TracksAsync(shop)).OrderBy(track => Left(track.Items("places")[0])).ToList();
        Assert.Equal([4, 4], tracks.Select(track => track.Items("places").Count));

        Assert.All((await ActAsync(shop, tracks[0], "accept")).Items(), item => Assert.Equal("auto", item.Text("state")));
        Assert.Equal([0, 4], (await TracksAsync(shop)).Select(track => track.Number("open")).Order());
        var second = await ActAsync(shop, tracks[1], "accept");

        Assert.All(second.Items(), item => Assert.Equal("labeled", item.Text("state")));
        foreach (var frame in Enumerable.Range(0, 4))
        {
            Assert.Equal([20.0 * frame, 300.0 + (2 * frame)], (await shop.AnnotationsAsync(frame)).Items("annotations").Select(Left).Order());
        }

        // Taken back, the faint one is faint again, and the first track is still decided; then that one is taken back too.
        await UndoAsync(shop, second);
        Assert.Equal([0, 4], (await TracksAsync(shop)).Select(track => track.Number("open")).Order());
        Assert.Equal(["ghost", "solid"], (await shop.AnnotationsAsync(1)).Items("annotations").Select(a => a.Text("tier")).Order());
        var rejected = await ActAsync(shop, (await TracksAsync(shop)).Single(track => track.Number("open") == 4), "reject");
        Assert.All(rejected.Items(), item => Assert.Equal("labeled", item.Text("state")));
        Assert.Equal(40.0, Left(Assert.Single((await shop.AnnotationsAsync(2)).Items("annotations"))));
    }

    [Fact]
    public async Task Taking_one_track_back_leaves_what_was_decided_of_another_on_the_same_frames()
    {
        await using var shop = await FilmAsync(Column.Standalone, (0, [0, 200, 400]), (1, [10, 210, 410]));
        var tracks = await TracksAsync(shop);
        var first = await ActAsync(shop, tracks[0], "correct", new { label = "blue" });
        await ActAsync(shop, tracks[1], "reject");

        await UndoAsync(shop, first);

        Assert.Equal([2, 2], (await TracksAsync(shop)).Select(track => track.Number("open")));
        Assert.Equal(["red", "red"], (await TracksAsync(shop)).Select(track => track.Text("label")));
    }

    [Fact]
    public async Task A_track_rejected_where_it_was_only_carried_decides_nothing_of_a_frame_that_nobody_looked_at()
    {
        await using var shop = await FilmAsync(Column.Standalone, (0, [0]), (1, [20]), (2, []), (3, [60]));

        await ActAsync(shop, Assert.Single(await TracksAsync(shop)), "reject");

        Assert.Equal(["labeled", "labeled", "auto", "labeled"], await Task.WhenAll(Enumerable.Range(0, 4).Select(shop.StateAsync)));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_track_is_corrected_once_for_all_its_frames(Column column)
    {
        await using var shop = await FilmAsync(column, (0, [0]), (1, [20]), (2, [40]), (3, [60]));
        var track = Assert.Single(await TracksAsync(shop));

        await ActAsync(shop, track, "correct", new
        {
            label = "blue",
            boxes = new[] { new { imageId = shop.Images[0].Id, box = new BoxRecord(0, 22, 60, 40) }, new { imageId = shop.Images[2].Id, box = new BoxRecord(40, 26, 60, 40) } },
        });

        var corrected = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i => Assert.Single((await shop.AnnotationsAsync(i)).Items("annotations"))));
        Assert.All(corrected, label => Assert.Equal("blue", label.Text("label")));
        Assert.Equal([22.0, 24.0, 26.0, 20.0], corrected.Select(label => label.GetProperty("box").GetProperty("y").GetDouble()));
        // On labelled frames it goes on working, by revisions.
        var again = await ActAsync(shop, Assert.Single(await TracksAsync(shop)), "correct", new { label = "red" });
        Assert.All(again.Items(), item => Assert.Equal(2, item.Number("revision")));
        Assert.All((await UndoAsync(shop, again)).Items(), item => Assert.Equal(3, item.Number("revision")));
        Assert.Equal("blue", (await shop.AnnotationsAsync(3)).Items("annotations")[0].Text("label"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Where_the_film_cuts_to_another_picture_tracks_end_though_the_next_thing_stands_where_the_last_one_would_be(Column column)
    {
        await using var shop = await FilmAsync(column, 2, (0, [0]), (1, [20]), (2, [40]), (3, [60]));

        Assert.Equal([2, 2], (await TracksAsync(shop)).Select(track => track.Items("places").Count));
    }

    [Fact]
    public async Task A_track_is_split_and_joined_again()
    {
        await using var shop = await FilmAsync(Column.Standalone, (0, [0]), (1, [20]), (2, [40]), (3, [60]));
        var act = await ActAsync(shop, Assert.Single(await TracksAsync(shop)), "split", new { imageId = shop.Images[2].Id });

        Assert.Equal([2, 2], (await TracksAsync(shop)).Select(track => track.Items("places").Count));
        await UndoAsync(shop, act);
        Assert.Single(await TracksAsync(shop));
    }

    [Fact]
    public async Task Labelled_key_frames_are_carried_to_the_frames_between_them()
    {
        await using var shop = await FilmAsync(Column.Standalone);
        await shop.LabelAsync(0, 0);
        await shop.LabelAsync(3, 60);
        var track = Assert.Single(await TracksAsync(shop));
        Assert.Equal(["human", "carried", "carried", "human"], track.Items("places").Select(place => place.Text("origin")));

        await ActAsync(shop, track, "accept");

        var between = await shop.AnnotationsAsync(1);
        // Begun: it may lack what no track shows.
        Assert.Equal((true, 20.0), (between.GetProperty("begun").GetBoolean(), between.Items("annotations")[0].GetProperty("box").GetProperty("x").GetDouble()));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_to_do()
    {
        await using var shop = await FilmAsync(Column.Standalone, (0, [0]), (1, [20]));
        var clip = $"/api/v1/projects/{shop.Project}/clips";
        var track = Assert.Single(await TracksAsync(shop));
        Assert.Equal(404, (await shop.Host.TryAsync(HttpMethod.Get, $"{clip}/{Guid.CreateVersion7()}/tracks")).Status);
        Assert.Equal(404, (await shop.Host.TryAsync(HttpMethod.Post, $"{clip}/{Import}/tracks/{Guid.CreateVersion7()}/accept")).Status);
        foreach (var body in (object[])[new { }, new { label = "green" }, new { boxes = new[] { new { imageId = Guid.CreateVersion7(), box = new BoxRecord(0, 0, 9, 9) } } },
            new { boxes = new[] { new { imageId = shop.Images[0].Id, box = new BoxRecord(0, 0, 0, 9) } } }])
        {
            Assert.Equal(400, (await shop.Host.TryAsync(HttpMethod.Post, $"{clip}/{Import}/tracks/{track.Id()}/correct", body)).Status);
        }

        Assert.Equal(400, (await shop.Host.TryAsync(HttpMethod.Post, $"{clip}/{Import}/tracks/{track.Id()}/split", new { imageId = shop.Images[0].Id })).Status);
        Assert.Equal("auto", await shop.StateAsync(0));
    }

    /// <summary>A clip of four frames, one a second, in which a model sees red boxes at these places.</summary>
    private static Task<Workshop> FilmAsync(Column column, params (int Frame, float[] Lefts)[] seen) => FilmAsync(column, null, seen);

    /// <param name="column">Where it runs.</param>
    /// <param name="cutBefore">A frame before which the film cuts to another picture.</param>
    /// <param name="seen">By frame the left edges of its boxes; negative for a ghost.</param>
    private static async Task<Workshop> FilmAsync(Column column, int? cutBefore, params (int Frame, float[] Lefts)[] seen)
    {
        var shop = await Workshop.OpenAsync(4, column: column, with: image => image with
        {
            ImportId = Import, ClipSeconds = image.Sequence, Name = $"street_{image.Sequence:000000}.000.jpg", ClipCut = image.Sequence - 1 == cutBefore,
        });
        if (seen.Length > 0)
        {
            await shop.Host.Neighbours.SayAsync(new ImagesAutoLabeled
            {
                ProjectId = shop.Project, AutoLabelId = Guid.CreateVersion7(), ModelId = Guid.CreateVersion7(), Milliseconds = 1, Actor = "system", OccurredAt = TimeProvider.System.GetUtcNow(),
                Images =
                [
                    .. seen.Select(frame => new ImageProposal
                    {
                        ImageId = shop.Images[frame.Frame].Id,
                        Boxes =
                        [
                            .. frame.Lefts.Select(x => new ProposedBox
                            {
                                LabelId = shop.Labels[0], Score = x < 0 ? 0.1f : 0.9f, Tier = x < 0 ? "ghost" : "solid", Box = new BoxRecord(Math.Abs(x), 20, 50, 40),
                            }),
                        ],
                    }),
                ],
            });
            await shop.BecomesAsync("SELECT COUNT(*) FROM proposals", seen.Length);
        }

        return shop;
    }

    private static async Task<IReadOnlyList<JsonElement>> TracksAsync(Workshop shop) =>
        (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/clips/{Import}/tracks")).Items();

    private static double Left(JsonElement placed) => placed.GetProperty("box").GetProperty("x").GetDouble();

    private static Task<JsonElement> ActAsync(Workshop shop, JsonElement track, string what, object? body = null) =>
        shop.Host.SendAsync(HttpMethod.Post, $"/api/v1/projects/{shop.Project}/clips/{Import}/tracks/{track.Id()}/{what}", body);

    private static Task<JsonElement> UndoAsync(Workshop shop, JsonElement act) =>
        shop.Host.SendAsync(HttpMethod.Post, $"/api/v1/projects/{shop.Project}/clips/{Import}/acts/{act.GetProperty("actId").GetGuid()}/undo");
}
