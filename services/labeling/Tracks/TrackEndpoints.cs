using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Tracks;

/// <summary>Clips and their tracks: a decision counts for all frames of a track.</summary>
internal static class TrackEndpoints
{
    public static void MapTracks(this IEndpointRouteBuilder routes)
    {
        var clips = routes.MapGroup("/api/v1/projects/{project:guid}/clips").WithTags("tracks");
        clips.MapGet("", ListClipsAsync).WithName("ListClips");
        clips.MapGet("/{clip:guid}/tracks", ListAsync).WithName("ListTracks");
        clips.MapPost("/{clip:guid}/tracks/{track:guid}/accept", AcceptAsync).WithName("AcceptTrack");
        clips.MapPost("/{clip:guid}/tracks/{track:guid}/reject", RejectAsync).WithName("RejectTrack");
        clips.MapPost("/{clip:guid}/tracks/{track:guid}/correct", CorrectAsync).WithName("CorrectTrack");
        clips.MapPost("/{clip:guid}/tracks/{track:guid}/split", SplitAsync).WithName("SplitTrack");
        clips.MapPost("/{clip:guid}/acts/{act:guid}/undo", UndoAsync).WithName("UndoTrackAct");
    }

    private static Task<Results<Ok<Page<ClipView>>, ProblemHttpResult>> ListClipsAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<Page<ClipView>>, ProblemHttpResult>>(async r => await ProjectStore.FindAsync(r, project) is null
            ? Problems.NoSuchProject(project)
            : TypedResults.Ok(new Page<ClipView>(await ClipView.ListAsync(r, project), null)), cancellation);

    private static Task<Results<Ok<Page<TrackView>>, ProblemHttpResult>> ListAsync(
        Guid project, Guid clip, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<Page<TrackView>>, ProblemHttpResult>>(async r =>
            await ProjectStore.FindAsync(r, project) is not { } found ? Problems.NoSuchProject(project)
            : await Clip.ReadAsync(r, project, clip) is not { } read ? NoSuchClip(clip)
            : TypedResults.Ok(new Page<TrackView>(
                [.. read.Tracks.OrderBy(track => track.Places[0].Frame.ClipSeconds).ThenBy(track => track.Id).Select(track => TrackView.Of(track, read, found))], null)), cancellation);

    private static Task<Results<Ok<TrackActView>, ProblemHttpResult>> AcceptAsync(
        Guid project, Guid clip, Guid track, HttpContext context, Requests<LabelingDatabase> requests) =>
        DecideAsync(project, clip, track, "accept", new { }, context, requests, (found, _) =>
            ([.. found.Places.Select(place => new PlaceDecision(place.Frame.Id, place.BoxId, found.LabelId, Record(place.Box)))], null));

    private static Task<Results<Ok<TrackActView>, ProblemHttpResult>> RejectAsync(
        Guid project, Guid clip, Guid track, HttpContext context, Requests<LabelingDatabase> requests) =>
        DecideAsync(project, clip, track, "reject", new { }, context, requests, (found, _) =>
            ([.. found.Places.Select(place => new PlaceDecision(place.Frame.Id, place.BoxId, found.LabelId, null))], null));

    private static Task<Results<Ok<TrackActView>, ProblemHttpResult>> CorrectAsync(
        Guid project, Guid clip, Guid track, TrackCorrection body, HttpContext context, Requests<LabelingDatabase> requests) =>
        DecideAsync(project, clip, track, "correct", body, context, requests, (found, about) => Corrected(found, about, body));

    private static async Task<Results<Ok<TrackActView>, ProblemHttpResult>> SplitAsync(
        Guid project, Guid clip, Guid track, TrackSplit body, HttpContext context, Requests<LabelingDatabase> requests) =>
        await requests.WriteAsync<Results<Ok<TrackActView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await Clip.ReadAsync(t, project, clip) is not { } read)
            {
                return NoSuchClip(clip);
            }

            if (read.Tracks.FirstOrDefault(one => one.Id == track) is not { } found)
            {
                return NoSuchTrack();
            }

            // A place that was carried has no box to begin with: the next one does.
            var begin = found.Places.SkipWhile(place => place.Frame.Id != body.ImageId).FirstOrDefault(place => place.BoxId is not null);
            if (begin.BoxId is not { } box || box == track)
            {
                return Problems.BadRequest("imageId must name a frame of this track after its first: there the second part begins.");
            }

            await t.ExecuteAsync(
                "INSERT INTO track_cuts (image_id, box_id, project_id) VALUES (@image, @box, @project) ON CONFLICT DO NOTHING", new { image = begin.Frame.Id, box, project });
            var act = await TrackAct.KeepAsync(t, project, clip, $"split {box}", [], context.Actor());
            return TypedResults.Ok(new TrackActView(act, [new(begin.Frame.Id, true, begin.Frame.State, begin.Frame.Revision)]));
        });

    private static async Task<Results<Ok<TrackActView>, ProblemHttpResult>> UndoAsync(
        Guid project, Guid clip, Guid act, HttpContext context, Requests<LabelingDatabase> requests) =>
        await requests.WriteAsync<Results<Ok<TrackActView>, ProblemHttpResult>>(context, BodyHash.Of(act), async t =>
        {
            if (await TrackAct.LockAsync(t, project, act) is not { } found || found.ClipId != clip)
            {
                return Problems.NotFound($"There is no act {act} on tracks of this clip.");
            }

            if (found.UndoneAt is not null)
            {
                return TypedResults.Ok(new TrackActView(act, []));
            }

            if (found.Kind.StartsWith("split ", StringComparison.Ordinal))
            {
                await t.ExecuteAsync("DELETE FROM track_cuts WHERE box_id = @box", new { box = Guid.Parse(found.Kind[6..]) });
            }

            return TypedResults.Ok(new TrackActView(act, await found.UndoAsync(t, context.Actor())));
        });

    private static async Task<Results<Ok<TrackActView>, ProblemHttpResult>> DecideAsync<TBody>(
        Guid project, Guid clip, Guid track, string kind, TBody body, HttpContext context, Requests<LabelingDatabase> requests,
        Func<Track, Project, (IReadOnlyList<PlaceDecision>? Places, ProblemHttpResult? Refusal)> decide) =>
        await requests.WriteAsync<Results<Ok<TrackActView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ProjectStore.FindAsync(t, project) is not { } about)
            {
                return Problems.NoSuchProject(project);
            }

            if (await Clip.ReadAsync(t, project, clip) is not { } read)
            {
                return NoSuchClip(clip);
            }

            if (read.Tracks.FirstOrDefault(one => one.Id == track) is not { } found)
            {
                return NoSuchTrack();
            }

            var (places, refusal) = decide(found, about);
            if (refusal is not null)
            {
                return refusal;
            }

            if (!await LabelStore.HoldAsync(t, [.. places!.Select(place => place.LabelId).Distinct()]))
            {
                return Problems.Conflict("The class of this track was deleted at this moment: load the project again.");
            }

            var decision = new TrackDecision(t, about, context.Actor(), read.WaitingBeside(found));
            var (results, acts) = (new Dictionary<Guid, TrackImageResult>(), new List<ActImage>());
            // Always in the same order, so that two decisions never wait for each other's images.
            foreach (var place in places!.OrderBy(place => place.ImageId))
            {
                var (result, act) = await decision.ApplyAsync(place);
                results[place.ImageId] = result;
                acts.AddRange(act is null ? [] : [act]);
            }

            var id = await TrackAct.KeepAsync(t, project, clip, kind, acts, context.Actor());
            return TypedResults.Ok(new TrackActView(id, [.. places!.Select(place => results[place.ImageId])]));
        });

    private static (IReadOnlyList<PlaceDecision>? Places, ProblemHttpResult? Refusal) Corrected(Track track, Project project, TrackCorrection body)
    {
        var label = body.Label is { } name ? project.FindLabel(name) : null;
        if ((body.Label is null && body.Boxes is null or []) || (body.Label is not null && label is null))
        {
            return (null, Problems.BadRequest(body.Label is null ? "Send label, the class it really is, or boxes on key frames." : $"This project has no label '{body.Label}'."));
        }

        var keys = new SortedList<int, Box>();
        foreach (var (index, key) in (body.Boxes ?? []).Index())
        {
            var place = track.Places.Index().FirstOrDefault(one => one.Item.Frame.Id == key.ImageId, (-1, default));
            if (place.Index < 0)
            {
                return (null, Problems.BadRequest($"boxes[{index}]: the track does not run through image {key.ImageId}."));
            }

            var (box, _, refusal) = BoxRules.Read(
                new BoxBody { X = key.Box.X, Y = key.Box.Y, Width = key.Box.Width, Height = key.Box.Height }, place.Item.Frame.Width, place.Item.Frame.Height);
            if (refusal is not null)
            {
                return (null, Problems.BadRequest($"boxes[{index}]: {refusal}."));
            }

            keys[place.Index] = new Box(box!.X, box.Y, box.Width, box.Height);
        }

        return ([.. track.Places.Select((place, i) => new PlaceDecision(place.Frame.Id, place.BoxId, label?.Id ?? track.LabelId, Record(At(track, keys, i))))], null);
    }

    /// <summary>On the straight line between the key frames around it; as it was before the first and after the last.</summary>
    private static Box At(Track track, SortedList<int, Box> keys, int index)
    {
        if (keys.TryGetValue(index, out var key))
        {
            return key;
        }

        var after = keys.Keys.FirstOrDefault(k => k > index, -1);
        var before = keys.Keys.LastOrDefault(k => k < index, -1);
        if (after < 0 || before < 0)
        {
            return track.Places[index].Box;
        }

        double Seconds(int place) => track.Places[place].Frame.ClipSeconds!.Value;
        return TrackLinking.Between(keys[before], keys[after], (Seconds(index) - Seconds(before)) / Math.Max(Seconds(after) - Seconds(before), 1e-9));
    }

    private static BoxRecord Record(Box box) => new(box.X, box.Y, box.Width, box.Height);

    private static ProblemHttpResult NoSuchClip(Guid clip) => Problems.NotFound($"This project has no clip {clip}: GET …/clips lists those it has.");

    private static ProblemHttpResult NoSuchTrack() =>
        Problems.NotFound("There is no such track any more: boxes changed since you loaded the tracks. Load them again.");
}
