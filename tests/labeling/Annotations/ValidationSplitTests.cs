using Sightloop.Labeling.Annotations;

namespace Sightloop.Labeling.Tests.Annotations;

public sealed class ValidationSplitTests
{
    [Fact]
    public void About_a_fifth_of_the_groups_is_held_back()
    {
        var project = Guid.CreateVersion7();

        var held = Enumerable.Range(0, 10_000).Count(n => ValidationSplit.Draw(project, $"group {n}") < ValidationSplit.Fraction);

        Assert.InRange(held, 1_850, 2_150);
    }

    [Fact]
    public async Task Frames_of_one_stretch_of_a_clip_stay_together_and_an_image_never_changes_sides()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var clip = Guid.CreateVersion7();
        var images = await host.ImagesAsync(project, 120, image => image with { ImportId = clip, ClipSeconds = image.Sequence });
        foreach (var image in images)
        {
            await host.SaveAsync(image.Id, 0, []);
        }

        Assert.Equal(0, await host.ReadAsync<int>("SELECT COUNT(*) FROM images WHERE validation IS NULL"));
        Assert.Equal(13, await host.ReadAsync<int>("SELECT COUNT(DISTINCT group_key) FROM images"));
        Assert.Equal(0, await host.ReadAsync<int>(
            "SELECT COUNT(*) FROM (SELECT group_key FROM images GROUP BY group_key HAVING COUNT(DISTINCT validation) > 1) AS mixed"));
        var before = await SidesAsync();
        await host.SaveAsync(images[5].Id, 1, [Box("bin", 1, 1, 5, 5)]);
        Assert.Equal(before, await SidesAsync());

        async Task<IReadOnlyList<bool>> SidesAsync() => await host.Database.ReadAsync(
            r => r.QueryAsync<bool>("SELECT validation FROM images ORDER BY sequence"), host.Cancellation);
    }

    [Fact]
    public async Task Where_chance_held_none_of_the_first_images_back_the_next_one_is()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var taught = (await host.ImagesAsync(project, 60)).Where(image => ValidationSplit.Draw(project, image.Id.ToString()) >= ValidationSplit.Fraction).Take(ValidationSplit.Unlucky + 3).ToList();

        foreach (var image in taught)
        {
            await host.SaveAsync(image.Id, 0, []);
        }

        Assert.Equal(taught[ValidationSplit.Unlucky].Id, await host.ReadAsync<Guid>("SELECT id FROM images WHERE validation = @held", new { held = true }));
    }

    [Fact]
    public async Task Near_duplicates_are_one_group_and_a_still_camera_is_several()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();

        await host.ImagesAsync(project, 50, image => image with { PerceptualHash = 0b1111L << (int)(image.Sequence % 2) });
        await host.ImagesAsync(project, 1, image => image with { PerceptualHash = 0x0F0F_0F0F_0F0F_0F0FL });

        Assert.Equal(4, await host.ReadAsync<int>("SELECT COUNT(DISTINCT group_key) FROM images"));
    }

    [Fact]
    public async Task What_the_queue_chose_for_its_value_is_learnt_from_and_what_it_picked_at_random_is_held_back()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var images = await host.ImagesAsync(project, 200);
        var drawn = images.Where(image => ValidationSplit.Draw(project, image.Id.ToString()) < ValidationSplit.Fraction).ToList();
        await host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE images SET picked_at_random = @random", new { random = false }), host.Cancellation);

        foreach (var image in drawn)
        {
            await host.SaveAsync(image.Id, 0, []);
        }

        Assert.True(drawn.Count > ValidationSplit.Few);
        var panel = images.Except(drawn).First().Id;
        await host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE images SET picked_at_random = @random WHERE id = @panel", new { random = true, panel }), host.Cancellation);
        await host.SaveAsync(panel, 0, []);
        Assert.True(await host.ReadAsync<bool>("SELECT validation FROM images WHERE id = @panel", new { panel }));
        Assert.Equal(ValidationSplit.Few + 1, await host.ReadAsync<int>("SELECT COUNT(*) FROM images WHERE validation = @held", new { held = true }));
    }
}
