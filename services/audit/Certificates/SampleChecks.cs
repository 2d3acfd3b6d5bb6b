using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Labels;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Audit.Certificates;

/// <summary>
/// A person decided on an image of a population: what was proposed is held against what was saved, here and never by the client. Decisions count whether or not the
/// image was drawn already; for the bound only those before the first gap of the random order do.
/// </summary>
public sealed class SampleChecks : IHear<ReviewDecided>, IHear<LabelsSaved>
{
    public Task HearAsync(ReviewDecided message, Transaction transaction) => message.CertificateId is not null
        ? Task.CompletedTask
        : TakeAsync(transaction, message.ProjectId, message.ImageId, new(
            message.Decision switch { "reopen" => Finding.TakenBack, "reject" => Finding.Useless, _ => Finding.Labels }, message.After, message.Actor, message.OccurredAt));

    public Task HearAsync(LabelsSaved message, Transaction transaction) => message.Reason is "label merged" or "label deleted"
        ? Task.CompletedTask
        : TakeAsync(transaction, message.ProjectId, message.ImageId, new(
            // On the wall nobody looks for what is missing.
            !message.Done ? Finding.TakenBack : message.Reason == "verdict" ? Finding.Useless : Finding.Labels, message.After, message.Actor, message.OccurredAt));

    private static async Task TakeAsync(Transaction t, Guid project, Guid image, Decision decision)
    {
        await Drawings.NoteAsync(t, project, [image]);
        foreach (var frozen in await FrozenImage.LivingAsync(t, [image]))
        {
            if (await Promise.LockAsync(t, frozen.CertificateId) is not { State: Promise.Checking or Promise.Issued } promise)
            {
                continue;
            }

            // Read again behind the lock.
            var current = (await FrozenImage.LivingAsync(t, [image])).Single(one => one.CertificateId == promise.Id);
            if (current.DecidedAt > decision.At)
            {
                continue;
            }

            var found = decision.Against(current);
            if (promise.State == Promise.Issued && !current.Checked)
            {
                // What it says of the certificate stays as it was; a later look is told beside it.
                await t.ExecuteAsync(
                    "UPDATE certificate_images SET decided_at = @DecidedAt, looked_since = @Checked, wrong_since = @wrong WHERE certificate_id = @CertificateId AND place = @Place",
                    new { found.DecidedAt, found.Checked, wrong = found.Wrong == true, found.CertificateId, found.Place });
                continue;
            }

            if (promise.State == Promise.Issued)
            {
                if (!found.Checked || (found.Wrong == true && current.Wrong == false))
                {
                    await PromiseProgress.EndAsync(t, promise, Promise.Voided, false, decision.Actor, "A check that the certificate rests on was taken back or changed.");
                }

                continue;
            }

            await t.ExecuteAsync(
                """
                UPDATE certificate_images SET decided_at = @DecidedAt, checked = @Checked, person = @Person, saved = @Saved, wrong = @Wrong, boxes = @Boxes,
                    wrong_boxes = @WrongBoxes
                WHERE certificate_id = @CertificateId AND place = @Place
                """, found);
            await PromiseProgress.GoOnAsync(t, promise, decision.Actor);
        }
    }

    private enum Finding
    {
        Labels,
        Useless,
        TakenBack,
    }

    private sealed record Decision(Finding Finding, IReadOnlyList<AnnotationRecord> After, string Actor, DateTimeOffset At)
    {
        public FrozenImage Against(FrozenImage image)
        {
            var proposed = image.ReadProposed();
            var saved = After.Select(label => new ComparedBox(label.LabelId, label.Box)).ToList();
            var compared = Finding == Finding.Labels ? BoxPartners.Compare(proposed, saved) : new Comparison(Math.Max(proposed.Count, 1), Math.Max(proposed.Count, 1));
            return Finding == Finding.TakenBack
                ? image with { DecidedAt = At, Checked = false, Person = null, Saved = null, Wrong = null, Boxes = null, WrongBoxes = null }
                : image with
                {
                    DecidedAt = At, Checked = true, Person = Actor, Saved = Finding == Finding.Labels ? Json.Write(saved) : null, Wrong = compared.IsWrong,
                    Boxes = compared.Boxes, WrongBoxes = compared.WrongBoxes,
                };
        }
    }
}
