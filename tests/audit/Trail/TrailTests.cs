using System.Net;
using Sightloop.Audit.Trail;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Testing;

namespace Sightloop.Audit.Tests.Trail;

public sealed class TrailTests
{
    private static readonly Guid Project = Guid.CreateVersion7();
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_event_has_a_line_in_the_trails_table_or_is_left_out_by_name() =>
        Assert.Equal(
            Contract.Events.Select(type => type.Name).Order(),
            TrailEntries.All.Select(rule => rule.Contract).Concat(TrailEntries.LeftOut).Select(type => type.Name).Order());

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Every_event_that_is_said_is_found_in_the_trail(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        var said = Contract.Events.Except(TrailEntries.LeftOut).Select(Contract.Sample).ToArray();
        var project = ((ProjectDeleted)Contract.Sample(typeof(ProjectDeleted))).ProjectId;

        await host.SayAsync(said);

        var trail = await host.OfProjectAsync(project, said.Length);
        Assert.Equal(said.Length, trail.Count);
        Assert.Equal(said.Length, trail.Select(entry => entry.Kind).Distinct().Count());
        Assert.All(trail, entry =>
        {
            Assert.Equal("ada", entry.Actor);
            Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), entry.At);
            Assert.True(entry.Before is not null || entry.After is not null, entry.Kind);
            Assert.NotEmpty(entry.Summary);
        });
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task An_image_keeps_its_whole_story_after_its_project_is_gone(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        var ingested = (ImagesIngested)Contract.Sample(typeof(ImagesIngested));
        var image = ingested.Images[0].Id;
        var saved = (LabelsSaved)Contract.Sample(typeof(LabelsSaved));

        await host.SayAsync(ingested with { ProjectId = Project, OccurredAt = Noon }, saved with { ProjectId = Project, ImageId = image, OccurredAt = Noon.AddMinutes(1) });
        await host.SayAsync(new ProjectDeleted { ProjectId = Project, Name = "Bins", Actor = "ada", OccurredAt = Noon.AddMinutes(2) });

        Assert.Equal(["project deleted", "labels saved", "images added"], (await host.OfProjectAsync(Project, 3)).Select(entry => entry.Kind));
        var story = (await host.ReadAsync($"/api/v1/images/{image}/trail")).Items;
        Assert.Equal(["labels saved", "images added"], story.Select(entry => entry.Kind));
        Assert.Equal("Version 2: 1 added, 1 kept", story[0].Summary);
        Assert.Equal(2, story[0].After!.Value.GetProperty("annotations").GetArrayLength());
        Assert.Equal(1, story[0].Before!.Value.GetArrayLength());
        Assert.Equal("Image IMG_0042.jpg added", story[1].Summary);
        Assert.Equal(4000, story[1].After!.Value.GetProperty("width").GetInt32());
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_run_that_is_taken_back_is_in_the_story_of_each_of_its_images(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        var labeled = (ImagesAutoLabeled)Contract.Sample(typeof(ImagesAutoLabeled)) with { ProjectId = Project, OccurredAt = Noon };
        await host.SayAsync(labeled);
        await host.OfProjectAsync(Project, 1);

        await host.SayAsync(new AutoLabelUndone { ProjectId = Project, AutoLabelId = labeled.AutoLabelId, Actor = "ada", OccurredAt = Noon.AddMinutes(1) });

        Assert.Equal(labeled.Images.Select(image => image.ImageId).Order(), (await host.OfProjectAsync(Project, 2))[0].ImageIds.Order());
        Assert.Equal(["auto-label undone", "images auto-labeled"], (await host.ReadAsync($"/api/v1/images/{labeled.Images[0].ImageId}/trail")).Items.Select(entry => entry.Kind));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task The_trail_is_read_newest_first_page_by_page_and_by_who_what_when(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        await host.SayAsync([.. Enumerable.Range(0, 25).Select(i => new ProjectDeleted
        {
            // Pairs share a moment: pages must not lose or repeat one of them.
            ProjectId = Project, Name = $"{i}", Actor = i % 5 == 0 ? "ada" : "bob", OccurredAt = Noon.AddMinutes(i / 2),
        })]);
        await host.OfProjectAsync(Project, 25);

        var seen = new List<TrailView>();
        for (string? cursor = null; seen.Count == 0 || cursor is not null;)
        {
            var page = await host.OfProjectAsync(Project, $"?limit=4{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        Assert.Equal(25, seen.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(seen.Select(entry => entry.At).OrderDescending(), seen.Select(entry => entry.At));
        Assert.Equal(5, (await host.OfProjectAsync(Project, "?actor=ada")).Items.Count);
        Assert.Equal(25, (await host.OfProjectAsync(Project, "?kind=project%20deleted")).Items.Count);
        Assert.Empty((await host.OfProjectAsync(Project, "?kind=model%20trained")).Items);
        Assert.Equal(4, (await host.OfProjectAsync(Project, $"?from={Noon.AddMinutes(1):O}&to={Noon.AddMinutes(3):O}".Replace("+", "%2B", StringComparison.Ordinal))).Items.Count);
        Assert.Empty((await host.OfProjectAsync(Guid.CreateVersion7())).Items);
        using var refused = await host.Http.GetAsync(new Uri($"/api/v1/projects/{Project}/trail?limit=yesterday", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("limit cannot be \\\"yesterday\\\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_entries_are_paged_in_a_moment()
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        var image = Guid.CreateVersion7();
        await host.Database.WriteAsync(async t =>
        {
            foreach (var i in Enumerable.Range(0, 100_000))
            {
                await TrailTable.AddAsync(t, Guid.CreateVersion7(Noon.AddSeconds(i)), new TrailEntry(Project, i % 1000 == 0 ? "ada" : "bob", Noon.AddSeconds(i))
                {
                    Kind = "labels saved", Summary = "Revision 1", Images = i % 1000 == 0 ? [new TrailImage(image)] : [],
                });
            }
        }, default);
        await host.OfProjectAsync(Project, "?limit=1");

        var start = TimeProvider.System.GetTimestamp();
        Assert.Equal(50, (await host.OfProjectAsync(Project)).Items.Count);
        Assert.Equal(100, (await host.OfProjectAsync(Project, "?actor=ada&limit=1000")).Items.Count);
        Assert.Equal(100, (await host.ReadAsync($"/api/v1/images/{image}/trail?limit=1000")).Items.Count);
        Assert.Single((await host.OfProjectAsync(Project, $"?kind=labels%20saved&to={Noon.AddSeconds(1):O}".Replace("+", "%2B", StringComparison.Ordinal))).Items);

        // Reading the table through for each of the four takes longer than this on any machine of today.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 0, 1000);
    }

    [Fact]
    public void Nothing_in_the_service_changes_or_removes_a_row_of_the_trail()
    {
        var sources = Directory.GetFiles(Path.Combine(DataSets.Repository(), "services", "audit"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".sql", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, file => Assert.DoesNotMatch(@"\b(UPDATE|DELETE|DROP|REPLACE|TRUNCATE)\s+(\w+\s+)*trail", File.ReadAllText(file)));
    }
}
