using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;
using Sightloop.Platform.Telemetry;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Reviews;

/// <summary>A person's decision on the proposal of one locked image, in one transaction with the revision and the event that tells it.</summary>
internal sealed class Decisions(Transaction t, ImageRow image, Project project, ReviewBody body, string actor)
{
    /// <returns>Null when it was done, else why not.</returns>
    public Task<ProblemHttpResult?> DecideAsync() => body.Decision == ReviewBody.Reopen ? ReopenAsync() : DecideOnCurrentAsync();

    private async Task<ProblemHttpResult?> DecideOnCurrentAsync()
    {
        if (image.State != ImageRow.Auto || image.ProposalId is not { } current || await Proposal.FindAsync(t, current) is not { } proposal)
        {
            return await ConflictAsync(image.HasOwnLabels
                ? "Somebody has labelled this image meanwhile: look at the labels; reopen takes a review back."
                : "This image has no suggestion to decide on: label it, or run auto-label first.");
        }

        if (body.ProposalId is { } shown && shown != current)
        {
            return await ConflictAsync("There is a newer suggestion than the one you saw: look at it and decide again.");
        }

        return body.Decision switch
        {
            ReviewBody.Accept => await AcceptAsync(proposal),
            ReviewBody.Correct => await CorrectAsync(proposal),
            _ => await RejectAsync(proposal),
        };
    }

    private async Task<ProblemHttpResult?> AcceptAsync(Proposal proposal)
    {
        if (!await PaintAsync(proposal))
        {
            return await ConflictAsync("shown names boxes that this suggestion does not have: look at it and decide again.");
        }

        var judged = await JudgedBoxes.ReadAsync(t, image.Id);
        var solid = judged.Apply((await AnnotationStore.CurrentAsync(t, image)).Where(a => a.Tier == Tiers.Solid).Select(a => a.Record));
        if (project.IsClassification && solid.Count != 1)
        {
            return await ConflictAsync("The model is not sure of one class here: choose it yourself with the decision correct.");
        }

        return await LabelStore.HoldAsync(t, [.. solid.Select(a => a.LabelId).Distinct()])
            ? await SaveAsync(proposal, solid, ProposalState.Accepted)
            : Problems.Conflict("A label of this suggestion was deleted at this moment: load the project again.");
    }

    private async Task<ProblemHttpResult?> CorrectAsync(Proposal proposal)
    {
        if (!await PaintAsync(proposal))
        {
            return await ConflictAsync("shown names boxes that this suggestion does not have: look at it and decide again.");
        }

        var (set, refusal) = await AnnotationReading.ReadAsync(t, project, image, body.Annotations, done: true);
        return set is null ? refusal : await SaveAsync(proposal, set.Annotations, ProposalState.Corrected);
    }

    /// <summary>The decision is about what the person saw: where the tiers were picked again since, they are put back first.</summary>
    private async Task<bool> PaintAsync(Proposal proposal)
    {
        if (body.Shown is not { } shown)
        {
            return true;
        }

        var boxes = (await proposal.ReadBoxesAsync(t)).Select(box => box.Id).ToHashSet();
        if (!boxes.IsSupersetOf(shown))
        {
            return false;
        }

        await t.ExecuteAsync("UPDATE boxes SET tier = 'ghost' WHERE image_id = @Id AND tier = 'solid'", new { image.Id });
        await t.ExecuteAsync("UPDATE boxes SET tier = 'solid' WHERE image_id = @Id AND id IN @shown", new { image.Id, shown });
        return true;
    }

    private async Task<ProblemHttpResult?> SaveAsync(Proposal proposal, IReadOnlyList<AnnotationRecord> annotations, string outcome)
    {
        await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = annotations, Reason = "review", Actor = actor, DurationMs = body.DurationMs, ProposalOutcome = outcome,
            Review = new ReviewOutcome(body.Decision!, proposal.Id, proposal.ModelId),
        });
        return null;
    }

    /// <summary>Nothing is saved, so there is no revision: the image is as if nobody had proposed anything.</summary>
    private async Task<ProblemHttpResult?> RejectAsync(Proposal proposal)
    {
        var solid = (await AnnotationStore.CurrentAsync(t, image)).Where(a => a.Tier == Tiers.Solid).Select(a => a.Record).ToList();
        await ShownBox.KeepAsync(t, image.Id, proposal.Id);
        await t.ExecuteAsync("DELETE FROM boxes WHERE image_id = @Id", new { image.Id });
        await ChangedImages.AddAsync(t, image.Id);
        await t.ExecuteAsync("UPDATE images SET state = 'unlabeled', proposal_id = NULL WHERE id = @Id", new { image.Id });
        await t.ExecuteAsync(
            "UPDATE proposals SET state = 'rejected', decided_at = @now, decided_by = @actor WHERE id = @Id", new { proposal.Id, actor, now = t.Now });
        await ImageJourney.MarkAsync(t, ImageJourney.Reviewed, image.Id);
        t.AfterCommit(() => Measures.Images("reviewed", 1));
        await TellAsync(proposal, before: solid, after: []);
        return null;
    }

    /// <summary>Takes back the last decision on the image's newest proposal, when nothing was saved since.</summary>
    private async Task<ProblemHttpResult?> ReopenAsync()
    {
        if (await Proposal.LatestAsync(t, image.Id) is not { DecidedAt: { } decidedAt } proposal || proposal.State is ProposalState.Undone)
        {
            return await ConflictAsync("There is no review of this image to take back.");
        }

        if ((body.ProposalId ?? proposal.Id) != proposal.Id)
        {
            return await ConflictAsync("There was a newer suggestion than this one: its review is the one to take back.");
        }

        if (!await IsLatestAsync(proposal, decidedAt))
        {
            return await ConflictAsync("The labels were changed after the review: restore an older revision instead.");
        }

        var before = (await AnnotationStore.CurrentAsync(t, image)).Select(a => a.Record).ToList();
        await TellAsync(proposal, before, await ReopenedProposal.ShowAsync(t, image, proposal));
        return null;
    }

    private async Task<bool> IsLatestAsync(Proposal proposal, DateTimeOffset decidedAt) => proposal.State == ProposalState.Rejected
        ? image is { State: ImageRow.Unlabeled, Begun: false } && await t.ScalarAsync<long>(
            "SELECT COUNT(*) FROM revisions WHERE image_id = @Id AND saved_at > @decidedAt", new { image.Id, decidedAt }) == 0
        : image.State == ImageRow.Labeled && await t.ScalarAsync<long>(
            "SELECT COUNT(*) FROM revisions WHERE image_id = @Id AND number = @Revision AND proposal_id = @proposalId",
            new { image.Id, image.Revision, proposalId = proposal.Id }) == 1;

    private async Task TellAsync(Proposal proposal, IReadOnlyList<AnnotationRecord> before, IReadOnlyList<AnnotationRecord> after)
    {
        t.Publish(new ReviewDecided
        {
            ProjectId = image.ProjectId, ImageId = image.Id, ProposalId = proposal.Id, ModelId = proposal.ModelId, Decision = body.Decision!,
            Revision = image.Revision, Before = before, After = after, DurationMs = body.DurationMs, Actor = actor, OccurredAt = t.Now,
        });
        // One key, whatever the number of boxes: only the look is paid for.
        await EffortLedger.RecordAsync(t, image.ProjectId, image.Id, actor, [], [], body.DurationMs);
    }

    private async Task<ProblemHttpResult> ConflictAsync(string title) => Problems.Of(StatusCodes.Status409Conflict, title, new Dictionary<string, object?>
    {
        ["current"] = AnnotationSetView.Of(image, project, await AnnotationStore.CurrentAsync(t, image)),
    });
}
