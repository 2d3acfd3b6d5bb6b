using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Doubtful;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Labeling.Annotations;

/// <summary>
/// The one way labels are saved, whoever saves them: revision, current rows, the image's state, the decided proposal, the ledger and the event, in
/// one transaction.
/// </summary>
public static class AnnotationSets
{
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(1);

    public static async Task<SavedSet> SaveAsync(Transaction transaction, SetToSave set)
    {
        var image = set.Image;
        var proposed = image.State == ImageRow.Auto;
        IReadOnlyList<AnnotationRecord> before =
        [
            .. (await AnnotationStore.CurrentAsync(transaction, image)).Where(a => a.Tier is null or StoredAnnotation.Solid).Select(a => a.Record),
        ];
        if (proposed && image.ProposalId is { } proposal)
        {
            await ShownBox.KeepAsync(transaction, image.Id, proposal);
        }

        var after = await UpdateImageAsync(transaction, set);
        await transaction.ExecuteAsync(
            """
            INSERT INTO revisions (image_id, number, project_id, annotations, done, reason, proposal_id, actor, saved_at, duration_ms)
            VALUES (@Id, @Revision, @ProjectId, @annotations, @Done, @Reason, @ProposalId, @Actor, @now, @DurationMs)
            """,
            new
            {
                after.Id, after.Revision, after.ProjectId, annotations = Json.Write(set.Annotations), set.Done, set.Reason,
                ProposalId = proposed || image.Begun ? image.ProposalId : null, set.Actor, now = transaction.Now, set.DurationMs,
            });
        await AnnotationStore.ReplaceAsync(transaction, image, set.Annotations);
        await ChangedImages.AddAsync(transaction, image.Id);
        await KeepDoubts.ForgetAsync(transaction, image.Id);
        if (set is { IsHousekeeping: false, IsUnseen: false, IsBookedElsewhere: false })
        {
            await BookAsync(transaction, set, before);
        }

        if (proposed && set is { Done: true, IsHousekeeping: false, IsUnseen: false })
        {
            await PlantedCrops.KeepAsync(transaction, image, before, set.Annotations);
        }

        if (set.Done && !set.IsHousekeeping)
        {
            await ImageJourney.MarkAsync(transaction, set.Review is null ? ImageJourney.Labeled : ImageJourney.Reviewed, image.Id);
            transaction.AfterCommit(() => Measures.Images(set.Review is null ? "labeled" : "reviewed", 1));
        }

        Announce(transaction, set, after, before);
        return new SavedSet(after, before, set.Annotations);
    }

    /// <summary>
    /// An image is booked when it is decided: everything since it was decided last, so that it makes no difference how often it was saved on the way. Only the time is
    /// booked with each save. Saves of a labelled image one soon after the other are one look at it.
    /// </summary>
    private static async Task BookAsync(Transaction t, SetToSave set, IReadOnlyList<AnnotationRecord> before)
    {
        var image = set.Image;
        if (!set.Done)
        {
            await EffortLedger.RecordTimeAsync(t, image.ProjectId, image.Id, set.Actor, set.DurationMs);
            return;
        }

        var proposal = image is { State: ImageRow.Unlabeled, ProposalId: { } id } ? await Proposal.FindAsync(t, id) : null;
        var start = proposal is not null ? await ReopenedProposal.SolidAsync(t, proposal)
            : image.State == ImageRow.Unlabeled ? await AnnotationStore.LastDecidedAsync(t, image.Id, image.Revision) : before;
        var isSameLook = set.Reason == SetToSave.Edit && image.State == ImageRow.Labeled && image.LabeledBy == set.Actor && image.LabeledAt + SameLook > t.Now;
        await EffortLedger.RecordAsync(
            t, image.ProjectId, image.Id, set.Actor, start, set.Annotations, set.DurationMs, proposal is not null || image.State == ImageRow.Auto, isSameLook);
    }

    private static async Task<ImageRow> UpdateImageAsync(Transaction transaction, SetToSave set)
    {
        var image = set.Image;
        if (set.Done && image.ProposalId is not null)
        {
            await transaction.ExecuteAsync(
                "UPDATE proposals SET state = @outcome, decided_at = @now, decided_by = @Actor WHERE id = @ProposalId AND state = 'current'",
                new { image.ProposalId, outcome = set.ProposalOutcome, set.Actor, now = transaction.Now });
        }

        var after = image with
        {
            Revision = image.Revision + 1,
            State = set.Done ? ImageRow.Labeled : ImageRow.Unlabeled,
            Begun = !set.Done && set.Annotations.Count > 0,
            // While it is only begun the proposal waits: finishing decides on it.
            ProposalId = set.Done ? null : image.ProposalId,
            Doubt = 0,
            LabelCount = set.Annotations.Count,
            // What nobody looked at measures no model.
            Validation = set.IsUnseen ? false : set.Done ? await ValidationSplit.DecideAsync(transaction, image) : image.Validation,
            LabeledAt = !set.Done ? null : set.IsHousekeeping ? image.LabeledAt : transaction.Now,
            BoxesChecked = set.Done && (set.IsHousekeeping ? image.BoxesChecked : set.Reason == SetToSave.Verdict && (image.State == ImageRow.Auto || image.BoxesChecked)),
            Unseen = set.Done && (set.IsUnseen || (set.IsHousekeeping && image.Unseen)),
            LabeledBy = !set.Done ? null : set.IsHousekeeping ? image.LabeledBy : set.Actor,
        };
        await transaction.ExecuteAsync(
            """
            UPDATE images SET revision = @Revision, state = @State, begun = @Begun, proposal_id = @ProposalId, doubt = @Doubt, validation = @Validation,
                labeled_at = @LabeledAt, labeled_by = @LabeledBy, boxes_checked = @BoxesChecked, unseen = @Unseen, label_count = @LabelCount
            WHERE id = @Id
            """, after);
        return after;
    }

    private static void Announce(Transaction transaction, SetToSave set, ImageRow image, IReadOnlyList<AnnotationRecord> before)
    {
        if (set.Review is { } review)
        {
            transaction.Publish(new ReviewDecided
            {
                ProjectId = image.ProjectId, ImageId = image.Id, ProposalId = review.ProposalId, ModelId = review.ModelId, Decision = review.Decision,
                Revision = image.Revision, Before = before, After = set.Annotations, DurationMs = set.DurationMs, CertificateId = review.CertificateId, Actor = set.Actor, OccurredAt = transaction.Now,
            });
            return;
        }

        transaction.Publish(new LabelsSaved
        {
            ProjectId = image.ProjectId, ImageId = image.Id, Revision = image.Revision, Done = set.Done, Reason = set.Reason, Before = before,
            After = set.Annotations, DurationMs = set.DurationMs, Actor = set.Actor, OccurredAt = transaction.Now,
        });
    }
}
