using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Tracks;

/// <summary>A box of a frame that may be linked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LabelId">Class: tracks never mix them.</param>
/// <param name="Box">Pixels.</param>
/// <param name="IsSure">A person's box or a solid suggestion; ghosts only continue a track.</param>
/// <param name="Begins">A person split the track here: it continues none.</param>
public sealed record LinkBox(Guid Id, Guid LabelId, Box Box, bool IsSure, bool Begins = false);

/// <summary>A frame of a clip with its boxes; seconds into the clip.</summary>
/// <param name="Seconds">Its time.</param>
/// <param name="Boxes">What is on it.</param>
/// <param name="IsSeen">A person or a model has looked at it: what is not on it was missed. Between key frames nobody has.</param>
/// <param name="IsCut">The film cuts before it: no track goes on from the frames before.</param>
public sealed record LinkFrame(double Seconds, IReadOnlyList<LinkBox> Boxes, bool IsSeen = true, bool IsCut = false);

/// <summary>A place of a track: the frame's index, the place, and the box there; null where the track was carried between two of its boxes.</summary>
public sealed record TrackPlace(int Frame, Box Box, LinkBox? Linked);

/// <summary>
/// Links the boxes of a clip's frames into tracks, frame by frame: SORT's scheme (Bewley 2016) with ByteTrack's two rounds (Zhang and others 2022, arXiv 2110.06864).
/// 1. Each living track says where it would be now, at the speed of its last two boxes.
/// 2. Sure boxes are assigned to tracks of their class by the Hungarian algorithm, by overlap and distance.
/// 3. Ghosts are assigned to the tracks that are left, more strictly; they begin none.
/// 4. Sure boxes that are left begin tracks, and so does a box at which a person split one; a track that missed some frames ends, and every track where the film cuts.
/// 5. Gaps within a track are filled on the straight line between its boxes.
/// </summary>
public static class TrackLinking
{
    /// <summary>Seen frames a track may miss, behind something or overlooked.</summary>
    private const int MostMissed = 3;

    /// <summary>Cost is 1 - IoU + (distance of centres over diagonal of the common frame)² over the frames in between, 0 to 2 (after DIoU, Zheng and others 2020).</summary>
    private const double MostForSure = 1.25;
    private const double MostForGhosts = 0.75;

    /// <summary>
    /// Once its speed is known a thing is nearly where it is expected, about SORT's least overlap of 0.3: what appears elsewhere is another.
    /// </summary>
    private const double MostAtSpeed = 0.75;

    /// <summary>Cost of a pair that must not be.</summary>
    private const double Never = 10;

    /// <summary>A thing does not double or halve its size between neighbouring frames.</summary>
    private const double MostGrowth = 2.2;

    public static IReadOnlyList<IReadOnlyList<TrackPlace>> Link(IReadOnlyList<LinkFrame> frames)
    {
        var (all, living, seen) = (new List<Run>(), new List<Run>(), new int[frames.Count + 1]);
        for (var f = 0; f < frames.Count; f++)
        {
            var frame = frames[f];
            seen[f + 1] = seen[f] + (frame.IsSeen ? 1 : 0);
            living.RemoveAll(run => frame.IsCut || seen[f] - seen[run.LastFrame + 1] > MostMissed);
            var sure = frame.Boxes.Where(box => box.IsSure).ToList();
            var left = Assign(living, sure, f, frame.Seconds, MostForSure);
            var ghosts = Assign(left.Runs, [.. frame.Boxes.Where(box => !box.IsSure)], f, frame.Seconds, MostForGhosts);
            living.RemoveAll(run => run.IsCut);
            foreach (var box in left.Boxes.Concat(ghosts.Boxes.Where(box => box.Begins)))
            {
                var run = new Run(box, f, frame.Seconds);
                all.Add(run);
                living.Add(run);
            }
        }

        return [.. all.Select(run => Fill(run.Places, frames))];
    }

    private static (List<Run> Runs, List<LinkBox> Boxes) Assign(List<Run> runs, List<LinkBox> boxes, int frame, double seconds, double most)
    {
        var costs = new double[runs.Count, boxes.Count];
        for (var r = 0; r < runs.Count; r++)
        {
            var expected = runs[r].At(seconds);
            for (var b = 0; b < boxes.Count; b++)
            {
                var cost = runs[r].LabelId == boxes[b].LabelId ? Cost(expected, boxes[b].Box, frame - runs[r].LastFrame) : Never;
                costs[r, b] = runs[r].HasSpeed && cost > MostAtSpeed ? Never : cost;
            }
        }

        var assigned = runs.Count == 0 || boxes.Count == 0 ? [.. runs.Select(_ => -1)] : Hungarian.Assign(costs, most);
        foreach (var (r, b) in assigned.Index().Where(pair => pair.Item >= 0))
        {
            if (boxes[b].Begins)
            {
                // Where a person split a track its first part ends: it must not go on with what follows.
                runs[r].IsCut = true;
            }
            else
            {
                runs[r].Add(boxes[b], frame, seconds);
            }
        }

        return ([.. runs.Where((_, r) => assigned[r] < 0)], [.. boxes.Where((box, b) => box.Begins || !assigned.Contains(b))]);
    }

    private static double Cost(Box a, Box b, int frames)
    {
        var growth = Math.Sqrt(a.Area / Math.Max(b.Area, 1e-6));
        if (growth is > MostGrowth or < 1 / MostGrowth)
        {
            return Never;
        }

        double width = Math.Max(a.Right, b.Right) - Math.Min(a.X, b.X);
        double height = Math.Max(a.Bottom, b.Bottom) - Math.Min(a.Y, b.Y);
        double dx = (a.X + (a.Width / 2)) - (b.X + (b.Width / 2));
        double dy = (a.Y + (a.Height / 2)) - (b.Y + (b.Height / 2));
        return 1 - a.IoU(b) + (((dx * dx) + (dy * dy)) / Math.Max(((width * width) + (height * height)) * frames, 1e-6));
    }

    private static List<TrackPlace> Fill(List<(LinkBox Box, int Frame, double Seconds)> places, IReadOnlyList<LinkFrame> frames)
    {
        var filled = new List<TrackPlace>();
        foreach (var (box, frame, seconds) in places)
        {
            if (filled is [.., { } last])
            {
                var (from, begin) = (last.Box, frames[last.Frame].Seconds);
                for (var between = last.Frame + 1; between < frame; between++)
                {
                    filled.Add(new(between, Between(from, box.Box, (frames[between].Seconds - begin) / (seconds - begin)), null));
                }
            }

            filled.Add(new(frame, box.Box, box));
        }

        return filled;
    }

    /// <summary>On the straight line between two boxes; part 0 is the first, 1 the second.</summary>
    public static Box Between(Box a, Box b, double part)
    {
        var p = (float)part;
        return new(a.X + ((b.X - a.X) * p), a.Y + ((b.Y - a.Y) * p), a.Width + ((b.Width - a.Width) * p), a.Height + ((b.Height - a.Height) * p));
    }

    /// <summary>A track while it grows.</summary>
    private sealed class Run(LinkBox first, int frame, double seconds)
    {
        public List<(LinkBox Box, int Frame, double Seconds)> Places { get; } = [(first, frame, seconds)];

        public Guid LabelId => first.LabelId;

        public int LastFrame => Places[^1].Frame;

        /// <summary>A person split it here: it goes on no more.</summary>
        public bool IsCut { get; set; }

        public bool HasSpeed => Places.Count > 1;

        public void Add(LinkBox box, int atFrame, double atSeconds) => Places.Add((box, atFrame, atSeconds));

        /// <summary>Where it should be: the centre goes on at its speed, the size stays.</summary>
        public Box At(double atSeconds)
        {
            var last = Places[^1];
            if (Places.Count < 2 || last.Seconds <= Places[^2].Seconds)
            {
                return last.Box.Box;
            }

            var part = (float)((atSeconds - Places[^2].Seconds) / (last.Seconds - Places[^2].Seconds));
            var (a, b) = (Places[^2].Box.Box, last.Box.Box);
            var x = a.X + (a.Width / 2) + ((b.X + (b.Width / 2) - a.X - (a.Width / 2)) * part);
            var y = a.Y + (a.Height / 2) + ((b.Y + (b.Height / 2) - a.Y - (a.Height / 2)) * part);
            return new(x - (b.Width / 2), y - (b.Height / 2), b.Width, b.Height);
        }
    }
}
