using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Thresholds;

/// <summary>
/// Labeling hears its own word that a suggestion was decided and picks the thresholds again. Not within the save itself: nobody waits for it. Of several reviews at once
/// the last one picks for all.
/// </summary>
public sealed class PickAgain : IHear<ReviewDecided>, IHear<LabelsSaved>
{
    public Task HearAsync(ReviewDecided message, Transaction transaction) =>
        // Nobody looked at what a certificate accepted.
        message.CertificateId is not null ? Task.CompletedTask : PickAsync(transaction, message.ProjectId, message.ImageId, message.Actor, message.OccurredAt);

    public async Task HearAsync(LabelsSaved message, Transaction transaction)
    {
        if (message is { Done: true, Reason: SetToSave.Edit or SetToSave.Verdict })
        {
            await PickAsync(transaction, message.ProjectId, message.ImageId, message.Actor, message.OccurredAt);
        }
    }

    private static async Task PickAsync(Transaction t, Guid projectId, Guid image, string actor, DateTimeOffset at)
    {
        var model = await t.FirstOrDefaultAsync<Guid?>(
            "SELECT model_id FROM proposals WHERE image_id = @image AND state IN ('accepted', 'corrected', 'rejected') ORDER BY created_at DESC LIMIT 1", new { image });
        if (model is not { } decided
            || await t.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM proposals WHERE project_id = @projectId AND decided_at > @at AND state <> 'replaced')", new { projectId, at })
            || await ProjectStore.LockAsync(t, projectId) is not { IsClassification: false } project)
        {
            return;
        }

        await RuleStore.PickAsync(t, project, decided);
        await Retiering.ApplyAsync(t, project, await Retiering.InHandAsync(t, projectId, actor));
    }
}
