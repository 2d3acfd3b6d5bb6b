using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;

namespace Sightloop.Bench.Effort;

/// <summary>
/// The studio's wall: solid boxes as crops, a page at a time; wrong ones are picked out, those of another class given theirs. Then near misses (ghosts), surest first, on smaller pages,
/// where those that are there are picked, until a page has none. Then, if asked for, whole images, those with the fewest boxes first, until a panel of them misses none. No box is moved, and what the
/// model did not see at all stays away from images nobody looked at: what is wrong with that shows in F1 and IoU.
/// </summary>
internal static class WallEnding
{
    /// <summary>Crops of 140 pixels on a screen of 1280 x 800.</summary>
    private const int CropsOnPage = 40;

    /// <summary>As the studio's panel shows them.</summary>
    private const int NearOnPage = 12;

    /// <inheritdoc cref="NearOnPage"/>
    private const int WholeInPanel = 6;

    public static void Play(Session session, List<PlayedImage> rest, bool wholeImages)
    {
        var open = rest.ToDictionary(image => image, Scene.Truth);
        var labels = rest.ToDictionary(image => image, _ => new List<NewAnnotation>());
        var crops = rest.SelectMany(image => session.Shown(image).Select(box => (Image: image, Box: box))).OrderByDescending(crop => crop.Box.Score).ToList();
        var solid = crops.Where(crop => crop.Box.Tier == Tiers.Solid).ToList();
        session.Tally.Page(solid.Count, CropsOnPage);
        foreach (var (image, box) in solid)
        {
            // A click, or a digit where it is another class.
            session.Tally.Add(new Actions(Relabelled: Take(image, box, anyClass: true)?.Label == box.Label ? 0 : 1));
        }

        foreach (var page in crops.Except(solid).Chunk(NearOnPage))
        {
            session.Tally.Page(page.Length, NearOnPage);
            var there = page.Count(crop => Take(crop.Image, crop.Box, anyClass: false) is not null);
            session.Tally.Add(new Actions(Relabelled: there));
            if (there == 0)
            {
                break;
            }
        }

        if (wholeImages)
        {
            foreach (var panel in rest.OrderBy(image => labels[image].Count).Chunk(WholeInPanel))
            {
                var missed = panel.Where(image => open[image].Count > 0).ToList();
                // A look at each; where something is missing the image is opened, another look, and what is missing is drawn.
                session.Tally.Add(new Actions(Images: panel.Length + missed.Count, Created: missed.Sum(image => open[image].Count)));
                foreach (var image in missed)
                {
                    labels[image].AddRange(open[image].Select(truth => new NewAnnotation(truth.Label, PixelBox.From(truth.Box!.Value))));
                }

                if (missed.Count == 0)
                {
                    break;
                }
            }
        }

        foreach (var image in rest)
        {
            session.Tally.Keep(labels[image], Scene.Truth(image));
        }

        TruthBox? Take(PlayedImage image, Annotation box, bool anyClass)
        {
            var found = open[image].Where(truth => (anyClass || truth.Label == box.Label) && truth.Box!.Value.IoU(box.Box!.ToBox()) >= session.Fits)
                .OrderByDescending(truth => truth.Label == box.Label).ThenByDescending(truth => truth.Box!.Value.IoU(box.Box!.ToBox())).FirstOrDefault();
            if (found is not null)
            {
                open[image].Remove(found);
                labels[image].Add(new(found.Label, box.Box));
            }

            return found;
        }
    }
}
