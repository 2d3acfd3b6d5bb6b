using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>
/// Verdicts taken back. Where they had labelled the image, its suggestion is shown again with the other verdicts on it as they were; where they had changed a
/// labelled image, the set before is saved again. What somebody saved since is left as it is.
/// </summary>
internal sealed class TakenBack(Transaction t, ImageRow image, string actor)
{
    private const string Since = "Somebody changed this image since: left as it is.";

    /// <returns>The image's state and why it was not done, null when it was.</returns>
    public async Task<(string State, string? Error)> TakeAsync(IReadOnlyList<Guid> boxes)
    {
        if (image.State == ImageRow.Auto)
        {
            return (image.State, await OpenAsync(boxes) > 0 ? null : Since);
        }

        var last = image.HasOwnLabels
            ? await t.FirstOrDefaultAsync<Last>("SELECT reason, proposal_id FROM revisions WHERE image_id = @Id AND number = @Revision", new { image.Id, image.Revision })
            : null;
        if (last?.Reason != SetToSave.Verdict)
        {
            return (image.State, await OpenAsync(boxes) > 0 ? null : Since);
        }

        return last.ProposalId is { } id && await Proposal.FindAsync(t, id) is { } proposal ? await ReopenAsync(proposal, boxes) : await RestoreAsync(boxes);
    }

    private Task<int> OpenAsync(IReadOnlyList<Guid> boxes) =>
        t.ExecuteAsync($"UPDATE boxes SET {JudgedBoxes.Opened} WHERE image_id = @Id AND id IN @boxes", new { image.Id, boxes });

    private async Task<(string State, string? Error)> ReopenAsync(Proposal proposal, IReadOnlyList<Guid> boxes)
    {
        var saved = (await AnnotationStore.CurrentAsync(t, image)).Select(a => a.Record).ToList();
        var shown = await ReopenedProposal.ShowAsync(t, image, proposal);
        await OpenAsync(boxes);
        t.Publish(new ReviewDecided
        {
            ProjectId = image.ProjectId, ImageId = image.Id, ProposalId = proposal.Id, ModelId = proposal.ModelId, Decision = "reopen",
            Revision = image.Revision, Before = saved, After = shown, Actor = actor, OccurredAt = t.Now,
        });
        return (ImageRow.Auto, null);
    }

    private async Task<(string State, string? Error)> RestoreAsync(IReadOnlyList<Guid> boxes)
    {
        if (await AnnotationStore.RevisionAsync(t, image.Id, image.Revision - 1) is not { } before)
        {
            return (image.State, Since);
        }

        var known = (await t.QueryAsync<Guid>("SELECT id FROM labels WHERE project_id = @ProjectId", new { image.ProjectId })).ToHashSet();
        var saved = await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = [.. before.Where(box => known.Contains(box.LabelId))], Reason = SetToSave.Restore, Actor = actor,
        });
        await OpenAsync(boxes);
        return (saved.Image.State, null);
    }

    private sealed record Last
    {
        public string Reason { get; init; } = "";
        public Guid? ProposalId { get; init; }
    }
}
