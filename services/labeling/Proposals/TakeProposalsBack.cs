using Sightloop.Contracts.AutoLabels;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Proposals;

/// <summary>Takes back what still is a run's proposal. Nothing a person decided; repeating it changes nothing; what comes of the run later is not heard.</summary>
public sealed class TakeProposalsBack : IHear<AutoLabelUndone>
{
    public async Task HearAsync(AutoLabelUndone message, Transaction transaction)
    {
        var of = new { message.AutoLabelId, message.Actor, now = transaction.Now };
        await transaction.ExecuteAsync(
            "INSERT INTO undone_autolabels (autolabel_id, undone_at) VALUES (@AutoLabelId, @now) ON CONFLICT DO NOTHING", of);
        // The images first: a review that is deciding one of them holds its row, and this statement looks at the state again after waiting for it.
        await transaction.ExecuteAsync(
            """
            UPDATE images SET state = 'unlabeled', proposal_id = NULL, doubt = 0
            WHERE state = 'auto' AND proposal_id IN (SELECT id FROM proposals WHERE autolabel_id = @AutoLabelId AND state = 'current')
            """, of);
        await transaction.ExecuteAsync(
            "UPDATE proposals SET state = 'undone', decided_at = @now, decided_by = @Actor WHERE autolabel_id = @AutoLabelId AND state = 'current'", of);
        await transaction.ExecuteAsync(
            """
            DELETE FROM boxes WHERE tier IS NOT NULL AND image_id IN (
                SELECT p.image_id FROM proposals p JOIN images i ON i.id = p.image_id
                WHERE p.autolabel_id = @AutoLabelId AND p.state = 'undone' AND i.state = 'unlabeled')
            """, of);
        await ChangedImages.AddOfRunAsync(transaction, message.AutoLabelId);
    }
}
