using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;

namespace Sightloop.Bench.Effort;

/// <summary>
/// The studio's wall: solid boxes as crops, a page at a time; wrong ones are picked out, those of another class given theirs. Near misses (ghosts) come on smaller pages, where those that are there are picked.
/// No box is moved, and nobody looks for what the model did not see at all: what is wrong with that shows in F1 and IoU.
/// </summary>
internal static class WallEnding
{
    /// <summary>Crops of 140 pixels on a screen of 1280 x 800.</summary>
    private const int CropsOnPage = 40;

    /// <summary>As the studio's panel shows them.</summary>
    private const int NearOnPage = 12;

    public static void Play(Session session, List<PlayedImage> rest)
    {
        var (solid, ghosts) = (0, 0);
        foreach (var image in rest)
        {
            var shown = session.Shown(image);
            var open = Scene.Truth(image);
            var labels = new List<NewAnnotation>();
            foreach (var box in shown.OrderBy(box => box.Tier == Tiers.Ghost).ThenByDescending(box => box.Score))
            {
                var isGhost = box.Tier == Tiers.Ghost;
                (solid, ghosts) = (solid + (isGhost ? 0 : 1), ghosts + (isGhost ? 1 : 0));
                var found = Find(box, open, session.Fits, anyClass: !isGhost);
                if (found is not null)
                {
                    open.Remove(found);
                    labels.Add(new(found.Label, box.Box));
                }

                // A click, or a digit: on what is wrong among solid ones, on what is right among near misses.
                var isPicked = isGhost ? found is not null : found?.Label != box.Label;
                session.Tally.Add(new Actions(Relabelled: isPicked ? 1 : 0));
            }

            session.Tally.Keep(labels, Scene.Truth(image));
        }

        session.Tally.Page(solid, CropsOnPage);
        session.Tally.Page(ghosts, NearOnPage);
    }

    private static TruthBox? Find(Annotation box, List<TruthBox> open, float fits, bool anyClass) => open
        .Where(truth => (anyClass || truth.Label == box.Label) && truth.Box!.Value.IoU(box.Box!.ToBox()) >= fits)
        .OrderByDescending(truth => truth.Label == box.Label).ThenByDescending(truth => truth.Box!.Value.IoU(box.Box!.ToBox())).FirstOrDefault();
}
