using System.Net;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;

namespace Sightloop.Demo.Loop;

/// <summary>
/// The annotator's desk: one image is looked at, decided and stored against the set that was looked at; one that changed meanwhile is
/// looked at again.
/// </summary>
public sealed class Desk(SightloopClient client, SimulatedAnnotator annotator)
{
    private const int Attempts = 3;

    /// <summary>Draws everything by hand.</summary>
    public async Task<Decision> DrawAsync(PoolImage image, CancellationToken cancellation)
    {
        var decision = SimulatedAnnotator.Draw(image.Truth);
        await PutAsync(image, decision, cancellation);
        return decision;
    }

    /// <summary>Accepts, corrects or rejects the proposal.</summary>
    /// <returns>Null when the image has no proposal to review.</returns>
    public async Task<Decision?> TryReviewAsync(PoolImage image, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var shown = await client.AnnotationsAsync(image.Id, cancellation);
            if (shown.State != "auto")
            {
                return null;
            }
            var decision = annotator.Review(shown.Annotations, image.Truth);
            try
            {
                await client.ReviewAsync(
                    image.Id, decision.Word, shown.ProposalId,
                    decision.Verdict == Verdict.Reject ? null : [.. shown.Annotations.Where(box => box.Tier == "solid").Select(box => box.Id!.Value)],
                    decision.Verdict == Verdict.Correct ? decision.Annotations : null,
                    annotator.Duration(decision), cancellation);
            }
            catch (ApiException conflict) when (conflict.Status == HttpStatusCode.Conflict && attempt < Attempts)
            {
                continue;
            }
            if (decision.Verdict == Verdict.Reject)
            {
                await PutAsync(image, decision, cancellation);
            }
            return decision;
        }
    }

    private async Task PutAsync(PoolImage image, Decision decision, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var shown = await client.AnnotationsAsync(image.Id, cancellation);
            try
            {
                await client.SaveAsync(image.Id, shown.Tag, decision.Annotations, annotator.Duration(decision), cancellation);
                return;
            }
            catch (ApiException stale) when (stale.Status == HttpStatusCode.PreconditionFailed && attempt < Attempts)
            {
                // Somebody saved in between: take the new tag and save again, as a person who saw the change would.
            }
        }
    }
}
