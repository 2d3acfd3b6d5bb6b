using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Detector.Assignment;

/// <summary>
/// Task-aligned assignment (TOOD, arXiv 2108.07755): which anchors learn which object is decided by how well they do already, in score and
/// in place together, so that the box with the best score becomes the box that fits best.
/// <list type="number">
/// <item>The candidates of an object are the anchors whose centres lie inside it; an object too small to hold one takes the nearest.</item>
/// <item>Each candidate gets t = score^alpha * IoU^beta from its own present prediction; the best <c>top</c> are kept.</item>
/// <item>A anchor kept by several objects goes to the one it overlaps most.</item>
/// <item>The score to learn is t scaled per object so that its best anchor is asked for the object's best IoU.</item>
/// </list>
/// Everything is plain arithmetic on copied arrays, a few milliseconds per image.
/// </summary>
public sealed class TaskAlignedAssigner(int imageSize, int top = 10, double alpha = 1, double beta = 6)
{
    private readonly IReadOnlyList<AnchorLevel> levels = AnchorLevel.Of(imageSize);
    private readonly int count = AnchorLevel.Of(imageSize).Sum(level => level.Side * level.Side);

    /// <summary>An object whose anchors all miss it still asks for this score, or it would never be learned.</summary>
    private const float LeastQuality = 0.1f;

    private const double LeastIoU = 1e-3;

    /// <summary>Assigns one image and appends its positive anchors.</summary>
    /// <param name="logits">Class logits of this image, [anchors, classes].</param>
    /// <param name="corners">Predicted left, top, right, bottom in input pixels of this image, [anchors, 4].</param>
    /// <param name="targets">Objects of this image; those without area are ignored.</param>
    /// <param name="imageIndex">Place of the image in the batch.</param>
    /// <param name="into">Receives the positive anchors of the batch.</param>
    public void Assign(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> corners, IReadOnlyList<Target> targets, int imageIndex, AssignedAnchors into)
    {
        var classes = logits.Length / count;
        var owners = new Dictionary<int, Claim>();
        for (var t = 0; t < targets.Count; t++)
        {
            if (targets[t].Box.Area > 0)
            {
                KeepBest(logits, classes, corners, targets[t], t, owners);
            }
        }
        foreach (var claims in owners.GroupBy(entry => entry.Value.Target))
        {
            var bestAlignment = claims.Max(claim => claim.Value.Alignment);
            var bestIoU = Math.Max(claims.Max(claim => claim.Value.IoU), LeastQuality);
            var target = targets[claims.Key];
            foreach (var (anchor, claim) in claims)
            {
                var quality = (float)(claim.Alignment / bestAlignment * bestIoU);
                into.Add((long)imageIndex * count + anchor, target.ClassIndex, quality, target.Box);
            }
        }
    }

    private void KeepBest(
        ReadOnlySpan<float> logits, int classes, ReadOnlySpan<float> corners, Target target, int index, Dictionary<int, Claim> owners)
    {
        var best = new PriorityQueue<(int Anchor, float IoU), double>(top + 1);
        foreach (var anchor in Candidates(target.Box))
        {
            var iou = Box.FromCorners(corners[anchor * 4], corners[anchor * 4 + 1], corners[anchor * 4 + 2], corners[anchor * 4 + 3]).IoU(target.Box);
            var score = 1 / (1 + Math.Exp(-logits[anchor * classes + target.ClassIndex]));
            var alignment = Math.Pow(score, alpha) * Math.Pow(Math.Max(iou, LeastIoU), beta);
            best.Enqueue((anchor, iou), alignment);
            if (best.Count > top)
            {
                best.Dequeue();
            }
        }
        while (best.TryDequeue(out var kept, out var alignment))
        {
            if (!owners.TryGetValue(kept.Anchor, out var other) || other.IoU < kept.IoU)
            {
                owners[kept.Anchor] = new Claim(index, kept.IoU, alignment);
            }
        }
    }

    private List<int> Candidates(Box box)
    {
        var anchors = new List<int>();
        foreach (var level in levels)
        {
            var (left, right) = level.Inside(box.X, box.Right);
            var (above, below) = level.Inside(box.Y, box.Bottom);
            for (var row = above; row <= below; row++)
            {
                for (var column = left; column <= right; column++)
                {
                    anchors.Add(level.First + row * level.Side + column);
                }
            }
        }
        if (anchors.Count == 0)
        {
            anchors.Add(levels[0].Nearest(box.X + box.Width / 2, box.Y + box.Height / 2));
        }
        return anchors;
    }

    private readonly record struct Claim(int Target, float IoU, double Alignment);
}
