using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Proposals;

/// <summary>A decided proposal as an image's current one again, as it was when it was decided; what a person saved of it stays in the history.</summary>
internal static class ReopenedProposal
{
    /// <returns>The boxes that it shows solid.</returns>
    public static async Task<IReadOnlyList<AnnotationRecord>> ShowAsync(Transaction t, ImageRow image, Proposal proposal)
    {
        var boxes = await proposal.ReadShownAsync(t);
        await t.ExecuteAsync("UPDATE proposals SET state = 'current', decided_at = NULL, decided_by = NULL WHERE id = @Id", new { proposal.Id });
        await t.ExecuteAsync(
            "UPDATE images SET labeled_at = NULL, labeled_by = NULL, begun = @no, boxes_checked = @no, unseen = @no WHERE id = @Id", new { image.Id, no = false });
        await PlantedCrops.ForgetAsync(t, image.Id);
        await CurrentProposal.ShowAsync(t, new ShownProposal(proposal.Id, image.Id, image.ProjectId, proposal.ModelId, boxes));
        await ChangedImages.AddAsync(t, image.Id);
        return SolidOf(boxes);
    }

    /// <summary>The boxes that it showed solid when it was decided or begun.</summary>
    public static async Task<IReadOnlyList<AnnotationRecord>> SolidAsync(Reader reader, Proposal proposal) => SolidOf(await proposal.ReadShownAsync(reader));

    private static IReadOnlyList<AnnotationRecord> SolidOf(IReadOnlyList<ShownBox> boxes) => [.. boxes.Where(box => box.Tier == Tiers.Solid).Select(box => box.ToAnnotation())];
}
