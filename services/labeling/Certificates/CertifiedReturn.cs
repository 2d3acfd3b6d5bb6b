using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;

namespace Sightloop.Labeling.Certificates;

/// <summary>
/// Makes suggestions again of what a certificate accepted, where nobody saved anything since. Where the auto-label run was taken back too, the image is unlabeled.
/// Revisions stay: the acceptance was what counted for a while.
/// </summary>
public sealed class CertifiedReturn(LabelingDatabase database) : IJobRunner
{
    public const string Kind = "return certified";
    private const int BatchSize = 25;

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var certificate = run.Request<CertifiedWork>().CertificateId;
        var all = await database.ReadAsync(r => r.QueryAsync<Guid>(
            "SELECT id FROM proposals WHERE certificate_id = @certificate AND state = 'accepted' ORDER BY image_id", new { certificate }), cancellation);
        var (returned, seen) = (0, 0);
        foreach (var batch in all.Chunk(BatchSize))
        {
            returned += await run.WriteAsync(async t =>
            {
                var done = 0;
                foreach (var id in batch)
                {
                    done += await ReturnAsync(t, run, certificate, id) ? 1 : 0;
                }

                await run.ReportAsync(t, (seen + batch.Length) / (double)all.Count, null);
                return done;
            }, cancellation);
            seen += batch.Length;
        }

        return new JobOutcome(new { Returned = returned });
    }

    private static async Task<bool> ReturnAsync(Transaction t, JobRun run, Guid certificate, Guid id)
    {
        if (await Proposal.FindAsync(t, id) is not { } proposal || await ImageStore.LockAsync(t, proposal.ImageId) is not { State: ImageRow.Labeled } image
            || !await t.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT 1 FROM revisions WHERE image_id = @Id AND number = @Revision AND reason = @reason AND proposal_id = @proposal)",
                new { image.Id, image.Revision, reason = SetToSave.Certificate, proposal = id }))
        {
            return false;
        }

        var before = (await AnnotationStore.CurrentAsync(t, image)).Select(a => a.Record).ToList();
        var isUndone = await t.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM undone_autolabels WHERE autolabel_id = @AutolabelId)", new { proposal.AutolabelId });
        await t.ExecuteAsync("UPDATE proposals SET certificate_id = NULL WHERE id = @id", new { id });
        await t.ExecuteAsync(
            "UPDATE images SET state = 'unlabeled', proposal_id = NULL, labeled_at = NULL, labeled_by = NULL, begun = @no, unseen = @no, validation = NULL WHERE id = @Id",
            new { image.Id, no = false });
        IReadOnlyList<AnnotationRecord> after = [];
        if (isUndone)
        {
            await t.ExecuteAsync("UPDATE proposals SET state = 'undone', decided_at = NULL, decided_by = NULL WHERE id = @id", new { id });
            await t.ExecuteAsync("DELETE FROM boxes WHERE image_id = @Id", new { image.Id });
            await ChangedImages.AddAsync(t, image.Id);
        }
        else
        {
            after = await ReopenedProposal.ShowAsync(t, image, proposal);
        }

        t.Publish(new ReviewDecided
        {
            ProjectId = image.ProjectId, ImageId = image.Id, ProposalId = id, ModelId = proposal.ModelId, Decision = "reopen", Revision = image.Revision,
            Before = before, After = after, CertificateId = certificate, Actor = run.Actor, OccurredAt = t.Now,
        });
        return true;
    }
}
