using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>
/// Verdicts on boxes of one locked image. On a proposal they are kept with the box until every solid box has one; then the image is labelled with the boxes that are
/// right or of another class, without the wrong ones and the ghosts; a ghost that is right is a box from then on. A labelled image changes at once: right is noted, wrong and another class are a new revision.
/// That nothing is missing in the picture is not what a verdict says: the trail's reason is "verdict".
/// </summary>
internal sealed class Judgement(Transaction t, Project project, ImageRow image, string actor)
{
    private readonly List<string> taken = [];

    /// <returns>Null when the verdict is taken, else why not.</returns>
    public async Task<string?> TakeAsync(Verdict verdict)
    {
        var label = verdict.Word == Verdict.Relabel && verdict.Label is { } name ? project.FindLabel(name) : null;
        if (Refusal(verdict, label) is { } refusal)
        {
            return refusal;
        }

        if (await t.ExecuteAsync(
            """
            UPDATE boxes SET verdict = @word, verdict_label_id = @label, tier_before = COALESCE(tier_before, tier),
                tier = CASE WHEN COALESCE(tier_before, tier) = 'ghost' AND @word <> 'wrong' THEN 'solid' ELSE COALESCE(tier_before, tier) END
            WHERE image_id = @Id AND id = @BoxId
            """,
            new { image.Id, verdict.BoxId, word = label is null ? verdict.Word : Verdict.Right, label = label?.Id }) == 0)
        {
            return "This box is not there any more: the image has other labels now.";
        }

        taken.Add(verdict.Word!);
        return null;
    }

    /// <summary>After the last verdict: saves what they amount to.</summary>
    /// <returns>The image's state.</returns>
    public async Task<string> EndAsync()
    {
        if (taken.Count == 0)
        {
            return image.State;
        }

        var shown = (await AnnotationStore.CurrentAsync(t, image)).Where(a => a.Tier is null or Tiers.Solid).Select(a => a.Record).ToList();
        var judged = await JudgedBoxes.ReadAsync(t, image.Id);
        var isOver = image.State == ImageRow.Auto ? shown.Count > 0 && shown.TrueForAll(box => judged.Has(box.Id)) : taken.Exists(word => word != Verdict.Right);
        var after = judged.Apply(shown);
        // An image of a classification project has one class: without it a person has to choose.
        if (!isOver || (project.IsClassification && after.Count != 1))
        {
            // Of a ghost that is right the image shows one more.
            await ChangedImages.AddAsync(t, image.Id);
            return image.State;
        }

        return await SaveAsync(shown, after, judged);
    }

    private async Task<string> SaveAsync(List<AnnotationRecord> before, IReadOnlyList<AnnotationRecord> after, JudgedBoxes judged)
    {
        var saved = await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = after, Reason = SetToSave.Verdict, Actor = actor,
            ProposalOutcome = before.SequenceEqual(after) ? ProposalState.Accepted : ProposalState.Corrected,
        });
        // The rows are new; what was judged right stays judged, so that the wall does not ask again.
        var right = after.Select(box => box.Id).Where(judged.Has).ToList();
        await t.ExecuteAsync("UPDATE boxes SET verdict = 'right' WHERE image_id = @Id AND id IN @right", new { image.Id, right });

        return saved.Image.State;
    }

    private string? Refusal(Verdict verdict, Label? label) => this switch
    {
        _ when verdict.Word is not (Verdict.Right or Verdict.Wrong or Verdict.Relabel) => "verdict must be right, wrong, label or open, and open only for itself.",
        _ when verdict.Word == Verdict.Relabel && label is null => $"This project has no label '{verdict.Label}'.",
        _ when image.Begun => "Somebody is labelling this image.",
        _ when image.State == ImageRow.Unlabeled => "This image has no boxes any more: its suggestion was taken back or rejected.",
        _ => null,
    };
}
