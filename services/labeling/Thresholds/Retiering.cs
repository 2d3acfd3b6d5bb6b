using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Thresholds;

/// <summary>
/// Gives waiting suggestions the tiers of the rule as it is now: when an image is handed to a person, and to what that person still has in hand after each of their
/// reviews. Other images keep theirs: nobody's screen changes under them by another person's review.
/// </summary>
public static class Retiering
{
    /// <summary>Images that were decided or judged box by box meanwhile, and those with a threshold that a person chose, stay as they are.</summary>
    public static async Task ApplyAsync(Transaction t, Project project, IEnumerable<Guid> images)
    {
        if (project.IsClassification)
        {
            return;
        }

        var rules = new Dictionary<Guid, SuggestionRule>();
        // Always in the same order, so that two transactions never wait for each other's images.
        foreach (var id in images.Order())
        {
            if (await ImageStore.LockAsync(t, id) is not { State: ImageRow.Auto, Begun: false, ProposalId: { } current }
                || await Proposal.FindAsync(t, current) is not { Threshold: null } proposal
                || await t.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM boxes WHERE image_id = @id AND verdict IS NOT NULL)", new { id }))
            {
                continue;
            }

            if (!rules.TryGetValue(proposal.ModelId, out var rule))
            {
                rules[proposal.ModelId] = rule = await RuleStore.FindAsync(t, project, proposal.ModelId);
            }

            var changed = 0;
            foreach (var tier in rule.Apply(await proposal.ReadBoxesAsync(t)).GroupBy(box => box.Tier, box => box.Id))
            {
                changed += await t.ExecuteAsync(
                    "UPDATE boxes SET tier = @tier WHERE image_id = @id AND id IN @boxes AND tier <> @tier", new { id, tier = tier.Key, boxes = tier.ToList() });
            }

            if (changed > 0)
            {
                await ChangedImages.AddAsync(t, id);
            }
        }
    }

    /// <summary>Images that a person has claimed and not decided yet.</summary>
    public static Task<IReadOnlyList<Guid>> InHandAsync(Reader reader, Guid project, string actor) => reader.QueryAsync<Guid>(
        $"""
        SELECT c.image_id FROM claimed_images c JOIN claims k ON k.id = c.claim_id JOIN images i ON i.id = c.image_id
        WHERE k.project_id = @project AND k.actor = @actor AND c.expires_at > {reader.Dialect.Now} AND i.state = 'auto'
        """, new { project, actor });
}
