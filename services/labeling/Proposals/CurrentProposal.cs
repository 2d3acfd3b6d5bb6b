using Sightloop.Contracts.AutoLabels;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Proposals;

/// <summary>A proposal with its boxes, about to be an image's current one.</summary>
public sealed record ShownProposal(Guid Id, Guid ImageId, Guid ProjectId, Guid ModelId, IReadOnlyList<ShownBox> Boxes);

/// <summary>Makes a proposal what an image shows: its boxes as rows, the image `auto`, with its doubt.</summary>
public static class CurrentProposal
{
    public static async Task ShowAsync(Transaction t, ShownProposal proposal)
    {
        await t.ExecuteAsync("DELETE FROM boxes WHERE image_id = @ImageId", proposal);
        await ShownBox.AddAsync(t, proposal.ProjectId, proposal.ImageId, proposal.Boxes);

        var imageDoubt = Doubt.OfImage([.. proposal.Boxes.Select(b => new ProposedBox { LabelId = b.LabelId, Score = (float)(b.Score ?? 1), Box = b.Box, Tier = b.Tier })]);
        await t.ExecuteAsync(
            "UPDATE images SET state = 'auto', proposal_id = @Id, doubt = @imageDoubt WHERE id = @ImageId", new { proposal.Id, proposal.ImageId, imageDoubt });
    }
}
