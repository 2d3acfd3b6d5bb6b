using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Certificates;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit.Certificates;

/// <summary>What follows from the checks so far: more images are drawn, the certificate is issued, or the promise ends. The promise's row is locked.</summary>
public static class PromiseProgress
{
    private const int MessageSize = 64;

    public static Task<Standing> StandingAsync(Reader reader, Promise promise) => Standing.ReadAsync(
        promise.ReadBands(), promise.MaxWrong, promise.Confidence, band => FrozenImage.CheckedAsync(reader, promise.Id, band.ScoreFrom));

    public static async Task GoOnAsync(Transaction t, Promise promise, string actor)
    {
        var standing = await StandingAsync(t, promise);
        if (standing.IsHopeless)
        {
            var band = standing.Next!;
            await EndAsync(t, promise, Promise.Refused, false, actor,
                $"{band.Wrong} of {band.Checked} checked images were wrong, more than the {band.Allowed} that the promise allows among the {band.Band.Images} surest: audit them by hand, or train again and ask the new model.");
        }
        else if (standing.Kept is { } kept && standing.Next is null or { MoreChecks: null })
        {
            await IssueAsync(t, promise, standing, kept!, actor);
        }
        else
        {
            await DrawAsync(t, promise, standing.Next!, actor);
        }
    }

    /// <summary>Issues the certificate for a band that holds: the rest of the band is accepted.</summary>
    public static async Task IssueAsync(Transaction t, Promise promise, Standing standing, BandStanding band, string actor)
    {
        var counted = await FrozenImage.CountedAsync(t, promise.Id, band.Band.ScoreFrom);
        var boxes = WrongBoxes.AtMost(band.Band.Images, [.. counted.Select(image => image.Loss)], promise.Confidence);
        var issued = promise with
        {
            State = Promise.Issued, IssuedFrom = band.Band.ScoreFrom, IssuedAt = t.Now, EndedBy = actor, EndedAt = t.Now,
        };
        var document = CertificateDocument.Of(issued, standing, band, boxes, await FrozenImage.AllAsync(t, promise.Id));
        await t.ExecuteAsync(
            """
            UPDATE certificates SET state = @State, issued_from = @IssuedFrom, issued_at = @IssuedAt, ended_by = @EndedBy, ended_at = @EndedAt, document = @document
            WHERE id = @Id
            """, new { issued.State, issued.IssuedFrom, issued.IssuedAt, issued.EndedBy, issued.EndedAt, issued.Id, document = Json.Write(document) });
        t.Publish(new CertificateIssued
        {
            ProjectId = promise.ProjectId, CertificateId = promise.Id, AutoLabelId = promise.AutolabelId, ModelId = promise.ModelId,
            MaxWrong = promise.MaxWrong, Confidence = promise.Confidence, Images = band.Band.Images, Checked = band.Checked, Wrong = band.Wrong,
            AtMostWrong = band.AtMostWrong, Actor = actor, OccurredAt = t.Now,
        });
    }

    /// <param name="t">The transaction.</param>
    /// <param name="promise">The locked promise.</param>
    /// <param name="state">What it becomes.</param>
    /// <param name="takesBack">Labels accepted under it become suggestions again.</param>
    /// <param name="actor">Who ended it.</param>
    /// <param name="reason">Why, and what to do now.</param>
    public static async Task EndAsync(Transaction t, Promise promise, string state, bool takesBack, string actor, string reason)
    {
        await t.ExecuteAsync(
            "UPDATE certificates SET state = @state, reason = @reason, ended_by = @actor, ended_at = @now WHERE id = @Id",
            new { promise.Id, state, reason, actor, now = t.Now });
        t.Publish(new CertificateVoided
        {
            ProjectId = promise.ProjectId, CertificateId = promise.Id, Outcome = state, Reason = reason, TakesBack = takesBack, Actor = actor, OccurredAt = t.Now,
        });
    }

    /// <summary>As many images as the next band needs if all of them are right; people see no more than that.</summary>
    private static async Task DrawAsync(Transaction t, Promise promise, BandStanding next, string actor)
    {
        var drawn = await t.QueryAsync<FrozenImage>(
            """
            UPDATE certificate_images SET drawn = @yes WHERE certificate_id = @Id AND NOT drawn AND place IN (
                SELECT place FROM certificate_images WHERE certificate_id = @Id AND score >= @ScoreFrom ORDER BY place LIMIT @wanted)
            RETURNING image_id, place, checked
            """, new { promise.Id, next.Band.ScoreFrom, wanted = next.Checked + next.MoreChecks, yes = true });
        foreach (var part in drawn.Where(image => !image.Checked).OrderBy(image => image.Place).Chunk(MessageSize))
        {
            t.Publish(new SampleDrawn
            {
                ProjectId = promise.ProjectId, CertificateId = promise.Id, Images = [.. part.Select(image => new SampleImage(image.ImageId, image.Place))],
                Actor = actor, OccurredAt = t.Now,
            });
        }
    }
}
