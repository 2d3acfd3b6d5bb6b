using Sightloop.Contracts.AutoLabels;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Proposals;

/// <summary>A proposal with its boxes, about to be an image's current one.</summary>
public sealed record ShownProposal(Guid Id, Guid ImageId, Guid ProjectId, Guid ModelId, IReadOnlyList<StoredBox> Boxes);

/// <summary>Makes a proposal what an image shows: its boxes as rows, the image `auto`, with its doubt.</summary>
public static class CurrentProposal
{
    public static async Task ShowAsync(Transaction t, ShownProposal proposal)
    {
        await t.ExecuteAsync("DELETE FROM boxes WHERE image_id = @ImageId", proposal);
        foreach (var box in proposal.Boxes)
        {
            await t.ExecuteAsync(
                """
                INSERT INTO boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id, tier, doubt)
                VALUES (@ImageId, @Id, @ProjectId, @LabelId, @X, @Y, @Width, @Height, 'model', @Score, @ModelId, @Tier, @doubt)
                """,
                new
                {
                    proposal.ImageId, box.Id, proposal.ProjectId, box.LabelId, box.Box?.X, box.Box?.Y, box.Box?.Width, box.Box?.Height,
                    box.Score, proposal.ModelId, box.Tier, doubt = Doubt.OfBox(box.Score),
                });
        }

        var imageDoubt = Doubt.OfImage([.. proposal.Boxes.Select(b => new ProposedBox { LabelId = b.LabelId, Score = b.Score, Box = b.Box, Tier = b.Tier })]);
        await t.ExecuteAsync(
            "UPDATE images SET state = 'auto', proposal_id = @Id, doubt = @imageDoubt WHERE id = @ImageId", new { proposal.Id, proposal.ImageId, imageDoubt });
    }
}
