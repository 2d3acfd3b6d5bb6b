using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Tracks;
using Sightloop.Vision.Boxes;

namespace Sightloop.Bench.Effort;

/// <summary>
/// Audit by track, with the product's own linking of what people drew on key frames and what the model sees between them. The clip is watched once. A track that is right everywhere is accepted and one that
/// is wrong everywhere rejected with one look; else it is cut where right and wrong meet, its loose boxes are moved and its wrong parts rejected. What no track shows is drawn.
/// </summary>
internal static class TrackEnding
{
    private const float NearlyFits = 0.3f;

    public static void Play(Session session, IReadOnlyList<PlayedImage> all, List<PlayedImage> rest)
    {
        var frames = all.OrderBy(image => image.Seconds).ToList();
        var isOpen = rest.ToHashSet();
        var boxes = 0;
        var tracks = TrackLinking.Link(
            [.. frames.Select(frame => new LinkFrame(frame.Seconds!.Value, isOpen.Contains(frame) ? Seen(frame) : Drawn(frame), IsCut: frame.IsCut))]);
        var missing = rest.ToDictionary(frame => frame, Scene.Truth);
        var labels = rest.ToDictionary(frame => frame, _ => new List<NewAnnotation>());
        foreach (var track in tracks)
        {
            var label = session.Scene.Label(track[0].Linked!.LabelId);
            List<Place> places = [.. track.Where(place => isOpen.Contains(frames[place.Frame])).Select(place => Judge(frames[place.Frame], place.Box))];
            if (places.Count > 0)
            {
                session.Tally.LookAtTrack();
                session.Tally.Add(new Actions(Relabelled: places.Skip(1).Zip(places).Count(pair => pair.First.IsThere != pair.Second.IsThere), Adjusted: places.Count(place => place.IsLoose)));
            }

            Place Judge(PlayedImage frame, Box box)
            {
                var found = missing[frame].Where(truth => truth.Label == label).MaxBy(truth => truth.Box!.Value.IoU(box));
                if (found is null || found.Box!.Value.IoU(box) < NearlyFits)
                {
                    return new(IsThere: false, IsLoose: false);
                }

                var isLoose = found.Box.Value.IoU(box) < session.Fits;
                missing[frame].Remove(found);
                labels[frame].Add(new(label, PixelBox.From(isLoose ? found.Box : box)));
                return new(IsThere: true, isLoose);
            }
        }

        session.Tally.Watch(frames.Count > 1 ? frames[^1].Seconds!.Value - frames[0].Seconds!.Value : 0);
        foreach (var frame in rest)
        {
            var drawn = missing[frame];
            session.Tally.Add(new Actions(Images: drawn.Count > 0 ? 1 : 0, Created: drawn.Count));
            session.Tally.Keep([.. labels[frame], .. drawn.Select(truth => new NewAnnotation(truth.Label, PixelBox.From(truth.Box)))], Scene.Truth(frame));
        }

        List<LinkBox> Seen(PlayedImage frame) =>
            [.. session.Shown(frame).Select(box => new LinkBox(Scene.Id(boxes++, 5), session.Scene.LabelId(box.Label), box.Box!.ToBox(), box.Tier == Tiers.Solid))];

        List<LinkBox> Drawn(PlayedImage frame) =>
            [.. Scene.Truth(frame).Select(box => new LinkBox(Scene.Id(boxes++, 5), session.Scene.LabelId(box.Label), box.Box!.Value, IsSure: true))];
    }

    private readonly record struct Place(bool IsThere, bool IsLoose);
}
