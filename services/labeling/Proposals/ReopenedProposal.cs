using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Thresholds;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Proposals;

/// <summary>A decided proposal as an image's current one again; what a person saved of it stays in the history.</summary>
internal static class ReopenedProposal
{
    /// <returns>The boxes that it shows solid.</returns>
    public static async Task<IReadOnlyList<AnnotationRecord>> ShowAsync(Transaction t, Project project, ImageRow image, Proposal proposal)
    {
        var boxes = await BoxesAsync(t, project, proposal);
        await t.ExecuteAsync("UPDATE proposals SET state = 'current', decided_at = NULL, decided_by = NULL WHERE id = @Id", new { proposal.Id });
        await t.ExecuteAsync(
            "UPDATE images SET labeled_at = NULL, labeled_by = NULL, begun = @no, boxes_checked = @no WHERE id = @Id", new { image.Id, no = false });
        await PlantedCrops.ForgetAsync(t, image.Id);
        await CurrentProposal.ShowAsync(t, new ShownProposal(proposal.Id, image.Id, image.ProjectId, proposal.ModelId, boxes));
        await ChangedImages.AddAsync(t, image.Id);
        return Proposal.SolidOf(boxes, proposal.ModelId);
    }

    /// <summary>The boxes that it would show solid.</summary>
    public static async Task<IReadOnlyList<AnnotationRecord>> SolidAsync(Transaction t, ImageRow image, Proposal proposal) =>
        await ProjectStore.FindAsync(t, image.ProjectId) is { } project ? Proposal.SolidOf(await BoxesAsync(t, project, proposal), proposal.ModelId) : [];

    private static async Task<IReadOnlyList<StoredBox>> BoxesAsync(Transaction t, Project project, Proposal proposal)
    {
        var stored = await proposal.ReadBoxesAsync(t);
        return proposal.Threshold is null ? (await RuleStore.FindAsync(t, project, proposal.ModelId)).Apply(stored) : stored;
    }
}
