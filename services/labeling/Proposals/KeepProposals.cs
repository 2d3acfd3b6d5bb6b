using Sightloop.Contracts.AutoLabels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Thresholds;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Proposals;

/// <summary>
/// Keeps what a model sees as an image's current proposal. What a person decided or began stays as it is; a run that was taken back is not heard any more,
/// whichever message came first; an older run never replaces a newer one's proposal. The project's thresholds say what of it is shown, unless a person chose one for the run.
/// </summary>
public sealed class KeepProposals : IHear<ImagesAutoLabeled>
{
    public async Task HearAsync(ImagesAutoLabeled message, Transaction transaction)
    {
        await transaction.ExecuteAsync(
            """
            INSERT INTO machine_time (id, project_id, kind, seconds, spent_at)
            SELECT @id, p.id, 'autolabel', @seconds, @now FROM projects p WHERE p.id = @ProjectId
            """,
            new { id = Guid.CreateVersion7(transaction.Now), message.ProjectId, seconds = message.Milliseconds / 1000.0, now = transaction.Now });
        if (await transaction.ScalarAsync<long>("SELECT COUNT(*) FROM undone_autolabels WHERE autolabel_id = @AutoLabelId", message) > 0)
        {
            return;
        }

        if (await ProjectStore.FindAsync(transaction, message.ProjectId) is not { } project)
        {
            return;
        }

        var known = project.Labels.Select(label => label.Id).ToHashSet();
        var rule = message.Threshold is null ? await RuleStore.FindAsync(transaction, project, message.ModelId) : null;
        // Always in the same order, so that two transactions never wait for each other's images.
        foreach (var image in message.Images.OrderBy(image => image.ImageId))
        {
            // A class that was deleted while the model worked has no name to show.
            await KeepAsync(message, image with { Boxes = [.. image.Boxes.Where(box => known.Contains(box.LabelId))] }, rule, transaction);
        }

        await ChangedImages.AddAsync(transaction, [.. message.Images.Select(image => image.ImageId)]);
    }

    private static async Task KeepAsync(ImagesAutoLabeled message, ImageProposal proposal, SuggestionRule? rule, Transaction t)
    {
        // Takes the row's lock: a person may be saving this very image.
        var image = await t.FirstOrDefaultAsync<ImageRow>(
            "UPDATE images SET state = state WHERE id = @ImageId RETURNING state, begun, proposal_id",
            proposal);
        if (image is null or { State: "labeled" } or { Begun: true })
        {
            return;
        }

        var newer = image.State == "auto" && await t.ScalarAsync<long>(
            "SELECT COUNT(*) FROM proposals WHERE id = @ProposalId AND created_at > @OccurredAt", new { image.ProposalId, message.OccurredAt }) > 0;
        var boxes = proposal.Boxes.Select(box => new StoredBox
        {
            Id = Guid.CreateVersion7(t.Now), LabelId = box.LabelId, Box = box.Box, Score = box.Score, Tier = box.Tier,
        }).ToList();
        var id = Guid.CreateVersion7(t.Now);
        if (!newer)
        {
            await t.ExecuteAsync("UPDATE proposals SET state = 'replaced', decided_at = @now WHERE image_id = @ImageId AND state = 'current'", new { proposal.ImageId, now = t.Now });
        }

        await t.ExecuteAsync(
            """
            INSERT INTO proposals (id, image_id, project_id, autolabel_id, model_id, boxes, state, created_at, threshold)
            VALUES (@id, @ImageId, @ProjectId, @AutoLabelId, @ModelId, @json, @state, @OccurredAt, @Threshold)
            """,
            new
            {
                id, proposal.ImageId, message.ProjectId, message.AutoLabelId, message.ModelId, json = Json.Write(boxes), message.OccurredAt, message.Threshold,
                state = newer ? ProposalState.Replaced : ProposalState.Current,
            });
        if (!newer)
        {
            await CurrentProposal.ShowAsync(t, new ShownProposal(id, proposal.ImageId, message.ProjectId, message.ModelId, [.. (rule?.Apply(boxes) ?? boxes).Select(box => box.ToShown(message.ModelId))]));
            await ImageJourney.MarkAsync(t, ImageJourney.Proposed, proposal.ImageId);
        }
    }

    private sealed record ImageRow
    {
        public string State { get; init; } = "";
        public bool Begun { get; init; }
        public Guid? ProposalId { get; init; }
    }
}
