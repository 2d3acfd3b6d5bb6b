using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Tracks;

/// <summary>An image before a decision on a track, and the revision that came of it.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="State">Its state before.</param>
/// <param name="Revision">Its revision before.</param>
/// <param name="ProposalId">Its proposal before.</param>
/// <param name="RevisionAfter">Its revision after.</param>
/// <param name="BoxId">On a suggestion: the box that was judged or put there.</param>
/// <param name="Box">That box before; null where the track put it there.</param>
public sealed record ActImage(Guid ImageId, string State, int Revision, Guid? ProposalId, int RevisionAfter, Guid? BoxId = null, ShownBox? Box = null);

/// <summary>What a person did to a track, kept so that it can be taken back.</summary>
internal sealed record TrackAct
{
    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public Guid ClipId { get; init; }
    public string Kind { get; init; } = "";
    public string Images { get; init; } = "[]";
    public string Actor { get; init; } = "";
    public DateTimeOffset? UndoneAt { get; init; }

    public static async Task<Guid> KeepAsync(Transaction t, Guid project, Guid clip, string kind, IReadOnlyList<ActImage> images, string actor, bool looked = true)
    {
        var id = Guid.CreateVersion7(t.Now);
        await t.ExecuteAsync(
            "INSERT INTO track_acts (id, project_id, clip_id, kind, images, actor, done_at) VALUES (@id, @project, @clip, @kind, @images, @actor, @now)",
            new { id, project, clip, kind, images = Json.Write(images), actor, now = t.Now });
        if (looked && images.Count > 0)
        {
            // One look and one key for all frames: that is what a track is for.
            await EffortLedger.RecordAsync(t, project, images[0].ImageId, actor, [], [], null);
        }

        return id;
    }

    public static Task<TrackAct?> LockAsync(Transaction t, Guid project, Guid id) => t.FirstOrDefaultAsync<TrackAct>(
        "UPDATE track_acts SET kind = kind WHERE id = @id AND project_id = @project RETURNING id, project_id, clip_id, kind, images, actor, undone_at", new { id, project });

    /// <summary>
    /// Puts each image back as it was, where nobody saved anything since: the suggestion waits again, with the verdicts of other tracks on it, or the revision before is saved
    /// again.
    /// </summary>
    public async Task<IReadOnlyList<TrackImageResult>> UndoAsync(Transaction t, string actor)
    {
        var results = new Dictionary<Guid, TrackImageResult>();
        var images = Json.Read<List<ActImage>>(Images);
        foreach (var before in images.OrderBy(image => image.ImageId))
        {
            results[before.ImageId] = await ImageStore.LockAsync(t, before.ImageId) is not { } image
                ? new(before.ImageId, false, Error: "This image was deleted meanwhile.")
                : image.Revision != before.RevisionAfter
                    ? new(image.Id, false, image.State, image.Revision, "Somebody saved its labels since: they stay as they are.")
                    : await PutBackAsync(t, image, before, actor);
        }

        await t.ExecuteAsync("UPDATE track_acts SET undone_at = @now WHERE id = @Id", new { Id, now = t.Now });
        return [.. images.Select(image => results[image.ImageId])];
    }

    private static async Task<TrackImageResult> PutBackAsync(Transaction t, ImageRow image, ActImage before, string actor)
    {
        if (before.State == ImageRow.Auto)
        {
            if (before.ProposalId is not { } id || await Proposal.FindAsync(t, id) is not { } proposal
                || proposal.State is ProposalState.Replaced or ProposalState.Undone || (image.State == ImageRow.Auto && image.ProposalId != id))
            {
                return new(image.Id, false, image.State, image.Revision, "There are newer suggestions: they stay as they are.");
            }

            if (image.State != ImageRow.Auto)
            {
                await ReopenedProposal.ShowAsync(t, image, proposal);
            }

            await t.ExecuteAsync("DELETE FROM boxes WHERE image_id = @ImageId AND id = @BoxId", before);
            await ShownBox.AddAsync(t, image.ProjectId, image.Id, before.Box is { } box ? [box] : []);
            await ChangedImages.AddAsync(t, image.Id);
            return new(image.Id, true, ImageRow.Auto, image.Revision);
        }

        if (before.Revision == before.RevisionAfter)
        {
            return new(image.Id, true, image.State, image.Revision);
        }

        var saved = await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = await AnnotationStore.RevisionAsync(t, image.Id, before.Revision) ?? [], Done = before.State == ImageRow.Labeled,
            Reason = SetToSave.Restore, Actor = actor,
        });
        return new(image.Id, true, saved.Image.State, saved.Image.Revision);
    }
}
