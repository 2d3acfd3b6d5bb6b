using Sightloop.Contracts.Questions;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Certificates;

/// <summary>
/// Accepts what a certificate accepts, image by image as reviews do, in batches. What a person decided meanwhile stays; nothing is done twice, so after a crash it begins
/// again; it stops when the certificate is voided.
/// </summary>
public sealed class CertifiedAcceptance(Questions questions, TimeProvider clock) : IJobRunner
{
    public const string Kind = "accept certified";
    private const int PageSize = 500;
    private const int BatchSize = 25;
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var work = run.Request<CertifiedWork>();
        var (accepted, after, seen) = (0, 0, 0);
        IReadOnlyList<CertifiedImage> page;
        do
        {
            page = await AskAsync(work.CertificateId, after, cancellation);
            foreach (var batch in page.Chunk(BatchSize))
            {
                accepted += await run.WriteAsync(async t =>
                {
                    await PromiseKeeping.GateAsync(t, run.ProjectId);
                    var done = await PromiseKeeping.IsVoidedAsync(t, work.CertificateId) ? 0 : await AcceptAsync(t, run, work.CertificateId, batch);
                    await run.ReportAsync(t, Math.Min(1, (seen + batch.Length) / (double)Math.Max(work.Images, 1)), null);
                    return done;
                }, cancellation);
                seen += batch.Length;
            }

            after = page.Count == 0 ? after : page[^1].Place;
        }
        while (page.Count == PageSize);

        return new JobOutcome(new { Accepted = accepted });
    }

    private async Task<IReadOnlyList<CertifiedImage>> AskAsync(Guid certificate, int after, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await questions.AskAsync<ListCertified, CertifiedListed>(new(certificate, after, PageSize), cancellation)).Images;
            }
            catch (OwnerSilentException) when (attempt < Tries)
            {
                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    private static async Task<int> AcceptAsync(Transaction t, JobRun run, Guid certificate, IReadOnlyList<CertifiedImage> batch)
    {
        var accepted = 0;
        if (await ProjectStore.FindAsync(t, run.ProjectId) is not { } project)
        {
            throw new JobFailedException("The project was deleted.");
        }

        // Always in the same order, so that two transactions never wait for each other's images.
        foreach (var wanted in batch.OrderBy(image => image.ImageId))
        {
            if (await ImageStore.LockAsync(t, wanted.ImageId) is not { State: ImageRow.Auto } image || image.ProposalId != wanted.ProposalId
                || await Proposal.FindAsync(t, wanted.ProposalId) is not { } proposal)
            {
                continue;
            }

            var judged = await JudgedBoxes.ReadAsync(t, image.Id);
            var frozen = (await AnnotationStore.CurrentAsync(t, image, withHidden: true)).Where(a => wanted.BoxIds.Contains(a.Record.Id)).Select(a => a.Record).ToList();
            var solid = judged.Apply(frozen);
            // A class that was deleted since took boxes with it: what is left is not what the certificate speaks of.
            if (frozen.Count != wanted.BoxIds.Count || (project.IsClassification && solid.Count != 1) || !await LabelStore.HoldAsync(t, [.. solid.Select(a => a.LabelId).Distinct()]))
            {
                continue;
            }

            await AnnotationSets.SaveAsync(t, new SetToSave
            {
                Image = image, Annotations = solid, Reason = SetToSave.Certificate, Actor = run.Actor, ProposalOutcome = ProposalState.Accepted,
                Review = new ReviewOutcome("accept", proposal.Id, proposal.ModelId, certificate),
            });
            await t.ExecuteAsync("UPDATE proposals SET certificate_id = @certificate WHERE id = @Id", new { certificate, proposal.Id });
            accepted++;
        }

        return accepted;
    }
}
