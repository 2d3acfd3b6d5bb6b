using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Tracks;

/// <summary>What is decided of one place of a track: nothing is there (null), or this box of this class.</summary>
internal sealed record PlaceDecision(Guid ImageId, Guid? BoxId, Guid LabelId, BoxRecord? Box);

/// <summary>
/// Applies a person's decision on a track to one image. A labelled image gets a revision where something changes. On a suggestion the box gets its verdict, as on the
/// wall, and the image is labelled when all its boxes have one and no other track that runs through it waits. An image without labels or suggestion is begun: it may lack what no track shows.
/// </summary>
internal sealed class TrackDecision(Transaction t, Project project, string actor, IReadOnlySet<Guid> waiting)
{
    public async Task<(TrackImageResult Result, ActImage? Act)> ApplyAsync(PlaceDecision place)
    {
        if (await ImageStore.LockAsync(t, place.ImageId) is not { } image || image.ProjectId != project.Id)
        {
            return (new(place.ImageId, false, Error: "This image was deleted meanwhile."), null);
        }

        if (await t.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM certificate_samples WHERE image_id = @Id)", new { image.Id }))
        {
            return (new(image.Id, false, image.State, image.Revision, "This image is drawn to check a promise: decide on the whole picture in Audit."), null);
        }

        var before = new ActImage(image.Id, image.State, image.Revision, image.ProposalId, 0);
        if (image.State == ImageRow.Auto)
        {
            if (place.BoxId is not null && await t.ScalarAsync<long>("SELECT COUNT(*) FROM boxes WHERE image_id = @ImageId AND id = @BoxId", place) == 0)
            {
                return (new(image.Id, false, image.State, image.Revision, "There are newer suggestions than those you saw: load the tracks again."), null);
            }

            var was = place.BoxId is { } id ? (await ShownBox.ReadAsync(t, image.Id)).Single(box => box.Id == id) : null;
            before = before with { Box = was, BoxId = await JudgeAsync(image, place) };
            await ChangedImages.AddAsync(t, image.Id);
            image = waiting.Contains(image.Id) ? image : await SaveIfJudgedAsync(image);
        }
        else
        {
            image = await ReviseAsync(image, place);
        }

        return (new(image.Id, true, image.State, image.Revision), before with { RevisionAfter = image.Revision });
    }

    /// <returns>The box that was judged or put there; null where the track has none and none is wanted.</returns>
    private async Task<Guid?> JudgeAsync(ImageRow image, PlaceDecision place)
    {
        if (place.Box is not { } box)
        {
            await t.ExecuteAsync("UPDATE boxes SET verdict = 'wrong' WHERE image_id = @ImageId AND id = @BoxId", place);
            return place.BoxId;
        }

        var values = new { place.ImageId, Id = place.BoxId ?? Guid.CreateVersion7(t.Now), image.ProjectId, place.LabelId, box.X, box.Y, box.Width, box.Height };
        if (place.BoxId is null)
        {
            await t.ExecuteAsync(
                """
                INSERT INTO boxes (image_id, id, project_id, label_id, x, y, width, height, origin, tier, verdict)
                VALUES (@ImageId, @Id, @ProjectId, @LabelId, @X, @Y, @Width, @Height, 'human', 'solid', 'right')
                """, values);
            return values.Id;
        }

        var known = (await AnnotationStore.CurrentAsync(t, image)).Single(a => a.Record.Id == place.BoxId).Record;
        var changed = Authorship.Of(known with { LabelId = place.LabelId, Box = box, Origin = StoredAnnotation.Human }, known);
        await t.ExecuteAsync(
            """
            UPDATE boxes SET label_id = @LabelId, x = @X, y = @Y, width = @Width, height = @Height, origin = @Origin, tier = 'solid', verdict = 'right', verdict_label_id = NULL
            WHERE image_id = @ImageId AND id = @Id
            """, new { values.ImageId, values.Id, values.LabelId, values.X, values.Y, values.Width, values.Height, changed.Origin });
        return values.Id;
    }

    private async Task<ImageRow> SaveIfJudgedAsync(ImageRow image)
    {
        var shown = (await AnnotationStore.CurrentAsync(t, image)).Where(a => a.Tier == Tiers.Solid).Select(a => a.Record).ToList();
        var judged = await JudgedBoxes.ReadAsync(t, image.Id);
        // Where nothing has a verdict nobody looked: a track that was carried over it is none.
        if (judged.IsEmpty || !shown.TrueForAll(box => judged.Has(box.Id)) || await Proposal.FindAsync(t, image.ProposalId!.Value) is not { } proposal)
        {
            return image;
        }

        var after = judged.Apply(shown);
        var proposed = (await proposal.ReadBoxesAsync(t)).Where(box => box.Tier == Tiers.Solid).ToDictionary(box => box.Id);
        var isAsProposed = after.Count == proposed.Count && after.All(box => proposed.TryGetValue(box.Id, out var was) && was.LabelId == box.LabelId && was.Box == box.Box);
        return (await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = after, Reason = SetToSave.Track, Actor = actor,
            ProposalOutcome = isAsProposed ? ProposalState.Accepted : ProposalState.Corrected,
        })).Image;
    }

    private async Task<ImageRow> ReviseAsync(ImageRow image, PlaceDecision place)
    {
        var now = (await AnnotationStore.CurrentAsync(t, image)).Select(a => a.Record).ToList();
        var known = place.BoxId is { } id ? now.Find(box => box.Id == id) : null;
        var isCarried = place.BoxId is null && place.Box is not null;
        // A labelled frame in which the track has no box: a person said that nothing is there.
        if ((isCarried && image.State == ImageRow.Labeled) || (!isCarried && known is null))
        {
            return image;
        }

        var saved = place.Box is null ? null : Authorship.Of(
            new AnnotationRecord { Id = known?.Id ?? Guid.CreateVersion7(t.Now), LabelId = place.LabelId, Box = place.Box, Origin = StoredAnnotation.Human }, known);
        if (saved == known)
        {
            return image;
        }

        List<AnnotationRecord> after = [.. now.Where(box => box != known), .. saved is null ? Array.Empty<AnnotationRecord>() : [saved]];
        return (await AnnotationSets.SaveAsync(t, new SetToSave
        {
            Image = image, Annotations = after, Done = image.State == ImageRow.Labeled, Reason = SetToSave.Track, Actor = actor,
        })).Image;
    }
}
