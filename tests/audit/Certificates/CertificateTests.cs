using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sightloop.Audit.Certificates;
using Sightloop.Audit.Statistics;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Training;
using Sightloop.Testing;

namespace Sightloop.Audit.Tests.Certificates;

public sealed class CertificateTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_people_find_right_is_certified_and_a_stranger_computes_the_same(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        host.Neighbours.Suggest(60);
        var asked = await host.AskAsync(new { maxWrong = 0.1, confidence = 0.9, seed = "a seed" });
        Assert.Equal((Promise.Checking, 60, 30, 3), (asked.State, asked.Population, asked.Bands[0].Images, asked.Bands[0].Allowed));
        Assert.Equal(new WrongImages(30, 0.1, 0.9).MoreChecks(0, 0), asked.MoreChecks);
        Assert.Equal(asked.MoreChecks, asked.Waiting);

        var unsure = host.Neighbours.Waiting[0].ImageId;
        var issued = await host.CheckAsync(asked.Id, image => image.ImageId != unsure);

        Assert.Equal(Promise.Issued, issued.State);
        Assert.Equal((60, 6, 0), (issued.Kept!.Images, issued.Kept.Allowed, issued.Kept.MoreChecks));
        Assert.InRange(issued.Kept.AtMostWrong, issued.Wrong, 6);
        Assert.Equal(60 - issued.Checked, issued.Kept.Unseen);
        var told = await host.Neighbours.HearsAsync<CertificateIssued>(e => e.CertificateId == asked.Id);
        Assert.Equal((60, issued.Kept.Checked, issued.Kept.AtMostWrong), (told.Images, told.Checked, told.AtMostWrong));

        var (_, document) = await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{asked.Id}/document");
        Assert.Equal(["bob"], document.GetProperty("certificate").GetProperty("people").Deserialize<string[]>()!);
        Assert.StartsWith("Agrees: at most", await VerifyAsync(document.ToString(), 0), StringComparison.Ordinal);

        // People go on looking at what was accepted unseen: the certificate stays, and what they find stands beside it.
        Assert.Equal(new LooksSince(0, 0), issued.Since);
        var drawn = host.Neighbours.Heard<SampleDrawn>().SelectMany(sample => sample.Images).Select(image => image.ImageId).ToHashSet();
        var unseen = host.Neighbours.Waiting.Select(image => image.ImageId).Where(image => image != unsure && !drawn.Contains(image)).Take(3).ToList();
        await host.SayAsync(LabelsOf(host, unseen[0]));
        await host.SayAsync(LabelsOf(host, unseen[1]) with { After = [] });
        await host.SayAsync(LabelsOf(host, unseen[2]) with { After = [] });
        await host.SayAsync(LabelsOf(host, unseen[2]) with { Done = false, OccurredAt = TimeProvider.System.GetUtcNow().AddHours(3) });
        await Wait.UntilAsync(async () => (await host.LookAsync(asked.Id)).Since == new LooksSince(2, 1));
        Assert.Equal(issued with { Since = new LooksSince(2, 1), Bands = [] }, await host.LookAsync(asked.Id) with { Bands = [] });
    }

    [Fact]
    public async Task A_stranger_finds_what_was_changed_in_a_certificate()
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        host.Neighbours.Suggest(40);
        var asked = await host.AskAsync(new { maxWrong = 0.2, confidence = 0.8 });
        await host.CheckAsync(asked.Id, _ => true);
        var (_, document) = await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{asked.Id}/document");

        Assert.Contains("places", await TamperAsync(c => c["seed"] = "another seed"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("at most wrong", await TamperAsync(c => c["bands"]![0]!["atMostWrong"] = 0), StringComparison.Ordinal);
        Assert.Contains("wrong boxes", await TamperAsync(c => c["checks"]![0]!["saved"]!.AsArray().Clear()), StringComparison.Ordinal);
        Assert.Contains("accepted unseen", await TamperAsync(c => c["accepted"] = 39), StringComparison.Ordinal);
        Assert.Contains("checked without a gap", await TamperAsync(c => c["checks"]!.AsArray().RemoveAt(0)), StringComparison.Ordinal);

        async Task<string> TamperAsync(Action<JsonNode> change)
        {
            var copy = JsonNode.Parse(document.ToString())!;
            change(copy["certificate"]!);
            return (await VerifyAsync(copy.ToString(), 1)).Replace("its place", "places", StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Too_many_wrong_images_refuse_the_promise_and_say_what_to_do(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        host.Neighbours.Suggest(60);
        var asked = await host.AskAsync(new { maxWrong = 0.1 });

        var refused = await host.CheckAsync(asked.Id, _ => false);

        Assert.Equal((Promise.Refused, 4, 60), (refused.State, refused.Wrong, refused.ByHand!.Images));
        Assert.Contains("4 of 4 checked images were wrong", refused.Reason, StringComparison.Ordinal);
        await host.Neighbours.HearsAsync<CertificateVoided>(e => e is { Outcome: "refused", TakesBack: false });
        Assert.Equal(409, (await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{asked.Id}/document")).Status);
        // The next promise draws anew.
        Assert.NotEqual(asked.Seed, (await host.AskAsync(new { })).Seed);
    }

    [Fact]
    public async Task A_poor_end_leaves_the_surest_half_certified_and_names_the_rest_for_auditing_by_hand()
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        host.Neighbours.Suggest(90);
        var asked = await host.AskAsync(new { maxWrong = 0.1, confidence = 0.9 });
        var poor = host.Neighbours.Waiting.Skip(45).Select(image => image.ImageId).ToHashSet();

        var issued = await host.CheckAsync(asked.Id, image => !poor.Contains(image.ImageId));

        Assert.Equal((Promise.Issued, 45, 45), (issued.State, issued.Kept!.Images, issued.ByHand!.Images));
        Assert.Equal(issued.Kept.ScoreFrom, issued.ByHand.ScoreBelow);
        var (_, document) = await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{asked.Id}/document");
        await VerifyAsync(document.ToString(), 0);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Whoever_is_content_with_half_issues_it_and_may_take_it_back(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        host.Neighbours.Suggest(60);
        var asked = await host.AskAsync(new { maxWrong = 0.1, confidence = 0.9 });
        Assert.Equal(409, (await host.SendAsync(HttpMethod.Post, $"/api/v1/certificates/{asked.Id}/issue")).Status);

        await host.CheckAsync(asked.Id, _ => true, until: view => view.Kept is not null);
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/api/v1/certificates/{asked.Id}/issue")).Status);
        Assert.Equal(30, (await host.Neighbours.HearsAsync<CertificateIssued>(_ => true)).Images);

        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/api/v1/certificates/{asked.Id}/undo")).Status);
        await host.Neighbours.HearsAsync<CertificateVoided>(e => e is { Outcome: "voided", TakesBack: true });
        Assert.Equal(Promise.Voided, (await host.LookAsync(asked.Id)).State);
        var (_, document) = await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{asked.Id}/document");
        Assert.Contains("But it was voided", await VerifyAsync(document.ToString(), 0), StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_check_that_is_taken_back_does_not_count_and_voids_what_rests_on_it(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        host.Neighbours.Suggest(20);
        var asked = await host.AskAsync(new { maxWrong = 0.3, confidence = 0.5 });
        var first = (await host.Neighbours.HearsAsync<SampleDrawn>(_ => true)).Images.MinBy(image => image.Place)!.ImageId;
        await host.DecideAsync(first, _ => true);
        await Wait.UntilAsync(async () => (await host.LookAsync(asked.Id)).Checked == 1);
        await host.DecideAsync(first, _ => true, "reopen");
        await Wait.UntilAsync(async () => (await host.LookAsync(asked.Id)).Checked == 0);
        // Said again out of order: older than the reopening, it changes nothing.
        await host.DecideAsync(first, _ => true);

        await host.SayAsync(LabelsOf(host, first));
        await Wait.UntilAsync(async () => (await host.LookAsync(asked.Id)).Checked == 1);
        var issued = await host.CheckAsync(asked.Id, _ => true, view => view.State == Promise.Issued, first);
        Assert.Equal(Promise.Issued, issued.State);
        await host.SayAsync(LabelsOf(host, first) with { Done = false, OccurredAt = TimeProvider.System.GetUtcNow().AddHours(3) });

        await host.Neighbours.HearsAsync<CertificateVoided>(e => e is { Outcome: "voided", TakesBack: false });
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_is_decided_while_the_population_is_on_its_way_is_not_in_it(Column column)
    {
        await using var host = await AuditHost.StartAsync(column);
        host.Neighbours.Suggest(30);
        var image = host.Neighbours.Waiting[3].ImageId;
        host.Neighbours.WhileTelling = () => host.Neighbours.Waiting.Any(waiting => waiting.ImageId == image) ? DecideAndHearAsync(host, image) : Task.CompletedTask;

        var asked = await host.AskAsync(new { });

        // Nobody would ever check it again: a promise about it could not be kept.
        Assert.Equal(29, asked.Population);
        Assert.Equal((0, 0, 0), await host.Database.ReadAsync(async r => (
            await r.ScalarAsync<int>("SELECT COUNT(*) FROM certificate_images WHERE image_id = @image", new { image }),
            await r.ScalarAsync<int>("SELECT COUNT(*) FROM drawings"), await r.ScalarAsync<int>("SELECT COUNT(*) FROM drawing_changes")), default));
    }

    [Fact]
    public async Task Where_people_are_faster_than_the_promise_they_are_told_to_ask_again()
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        host.Neighbours.Suggest(30);
        host.Neighbours.WhileTelling = () => DecideAndHearAsync(host, host.Neighbours.Waiting[0].ImageId);

        var (status, problem) = await host.SendAsync(HttpMethod.Post, $"/api/v1/projects/{host.Neighbours.Project}/certificates", new { });

        Assert.Equal(409, status);
        Assert.Contains("ask again", problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Neighbours.Heard<SampleDrawn>());
        host.Neighbours.WhileTelling = null;
        Assert.Equal(host.Neighbours.Waiting.Count, (await host.AskAsync(new { })).Population);
    }

    private static async Task DecideAndHearAsync(AuditHost host, Guid image)
    {
        Task<long> HeardAsync() => host.Database.ReadAsync(r => r.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE consumer LIKE '%SampleChecks%'"), default);
        var before = await HeardAsync();
        await host.DecideAsync(image, _ => true);
        host.Neighbours.Decided(image);
        await Wait.UntilAsync(async () => await HeardAsync() > before);
    }

    public static TheoryData<string> Ends => ["new suggestions", "another model in use", "run taken back", "image deleted"];

    [Theory, MemberData(nameof(Ends))]
    public async Task A_promise_ends_with_what_it_is_about(string how)
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        host.Neighbours.Suggest(30);
        var asked = await host.AskAsync(new { });
        var (project, image, later) = (host.Neighbours.Project, host.Neighbours.Waiting[7].ImageId, TimeProvider.System.GetUtcNow().AddMinutes(1));
        await host.SayAsync(how switch
        {
            "new suggestions" => new ImagesAutoLabeled
            {
                ProjectId = project, AutoLabelId = Guid.CreateVersion7(), ModelId = Guid.CreateVersion7(), Images = [new ImageProposal { ImageId = image, Boxes = [] }],
                Milliseconds = 1, Actor = "ada", OccurredAt = later,
            },
            "another model in use" => new ModelPromoted { ProjectId = project, ModelId = Guid.CreateVersion7(), Actor = "ada", OccurredAt = later },
            "run taken back" => new AutoLabelUndone { ProjectId = project, AutoLabelId = host.Neighbours.Run, Actor = "ada", OccurredAt = later },
            _ => (object)new ImagesDeleted { ProjectId = project, Images = [new DeletedImage(image, "a.jpg")], Actor = "ada", OccurredAt = later },
        });

        var ended = await host.Neighbours.HearsAsync<CertificateVoided>(e => e.CertificateId == asked.Id);
        Assert.Equal(how == "run taken back" ? Promise.GivenUp : Promise.Spent, ended.Outcome);
        Assert.Equal(0, (await host.LookAsync(asked.Id)).Waiting);
    }

    [Fact]
    public async Task Bad_questions_are_answered_with_what_to_do()
    {
        await using var host = await AuditHost.StartAsync(Column.Standalone);
        var path = $"/api/v1/projects/{host.Neighbours.Project}/certificates";
        Assert.Equal(409, (await host.SendAsync(HttpMethod.Post, path, new { })).Status);
        host.Neighbours.Suggest(30);
        foreach (var body in (object[])[new { maxWrong = 0 }, new { maxWrong = 0.9 }, new { confidence = 1 }, new { scoreFrom = 2 }, new { seed = "" }])
        {
            Assert.Equal(400, (await host.SendAsync(HttpMethod.Post, path, body)).Status);
        }

        Assert.Equal(404, (await host.SendAsync(HttpMethod.Post, $"/api/v1/projects/{Guid.CreateVersion7()}/certificates", new { })).Status);
        Assert.Equal(404, (await host.SendAsync(HttpMethod.Get, $"/api/v1/certificates/{Guid.CreateVersion7()}")).Status);
        var asked = await host.AskAsync(new { scoreFrom = 0.5 });
        Assert.Equal((15, 1), (asked.Population, asked.Bands.Count));
        var (status, problem) = await host.SendAsync(HttpMethod.Post, path, new { });
        Assert.Equal((409, asked.Id), (status, problem.GetProperty("certificateId").GetGuid()));
        Assert.Equal(200, (await host.SendAsync(HttpMethod.Post, $"/api/v1/certificates/{asked.Id}/undo")).Status);
        await host.AskAsync(new { });
    }

    private static Contracts.Labels.LabelsSaved LabelsOf(AuditHost host, Guid image) => new()
    {
        ProjectId = host.Neighbours.Project, ImageId = image, Revision = 2, Done = true, Reason = "edit", Before = [], Actor = "bob",
        OccurredAt = TimeProvider.System.GetUtcNow().AddHours(2),
        After = [.. host.Neighbours.Waiting.Single(one => one.ImageId == image).Boxes.Select(box => new Contracts.Labels.AnnotationRecord
        {
            Id = Guid.CreateVersion7(), LabelId = box.LabelId, Box = box.Box, Origin = "human",
        })],
    };

    private static async Task<string> VerifyAsync(string document, int expected)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, document);
        using var python = Process.Start(new ProcessStartInfo("python3", [Path.Combine(DataSets.Repository(), "infra", "verify-certificate"), file]) { RedirectStandardOutput = true })!;
        var said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        File.Delete(file);
        Assert.True(python.ExitCode == expected, said);
        return said;
    }
}
