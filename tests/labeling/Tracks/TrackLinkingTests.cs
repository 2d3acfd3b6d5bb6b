using Sightloop.Demo.Truth.Film;
using Sightloop.Labeling.Tracks;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Tests.Tracks;

public sealed class TrackLinkingTests
{
    private static readonly Guid Car = Guid.CreateVersion7();
    private static readonly Guid Bus = Guid.CreateVersion7();

    [Fact]
    public void The_cheapest_assignment_is_found_by_hand_and_by_trying_all()
    {
        // Greedy would take 1 for the first and pay 100 for the second.
        Assert.Equal([1, 0], Hungarian.Assign(new double[,] { { 1, 2 }, { 3, 100 } }, 1000));
        Assert.Equal([-1, 0], Hungarian.Assign(new double[,] { { 7 }, { 3 } }, 1000));
        Assert.Equal([-1, 1], Hungarian.Assign(new double[,] { { 9, 8 }, { 9, 2 } }, 5));
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var (rows, columns) = (random.Next(1, 5), random.Next(1, 6));
            var costs = new double[rows, columns];
            foreach (var (r, c) in from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select (r, c))
            {
                costs[r, c] = random.NextDouble();
            }

            var assigned = Hungarian.Assign(costs, 2);
            Assert.Equal(Math.Min(rows, columns), assigned.Where(c => c >= 0).Distinct().Count());
            Assert.Equal(Cheapest(costs, 0, []), assigned.Index().Where(pair => pair.Item >= 0).Sum(pair => costs[pair.Index, pair.Item]), 9);
        }
    }

    [Fact]
    public void Two_that_cross_stay_two_and_classes_do_not_mix()
    {
        var frames = Enumerable.Range(0, 9).Select(i => new LinkFrame(i, [Sure(Car, i * 40, 100), Sure(Car, 320 - (i * 40), 130), Sure(Bus, 150, 115)])).ToList();

        var tracks = TrackLinking.Link(frames);

        Assert.Equal([9, 9, 9], tracks.Select(track => track.Count));
        Assert.Equal([320f, 0f, 150f], tracks.Select(track => track[^1].Box.X));
    }

    [Fact]
    public void A_gap_is_carried_on_the_straight_line_and_a_ghost_fills_it_better()
    {
        List<LinkFrame> frames = [new(0, [Sure(Car, 0, 0)]), new(1, [Sure(Car, 20, 0)]), new(2, []), new(3, [Sure(Car, 60, 0)])];
        var carried = Assert.Single(TrackLinking.Link(frames));
        Assert.Equal((4, 40f, (LinkBox?)null), (carried.Count, carried[2].Box.X, carried[2].Linked));

        frames[2] = new(2, [new(Guid.CreateVersion7(), Car, new Box(43, 2, 100, 80), IsSure: false)]);
        Assert.Equal(43, Assert.Single(TrackLinking.Link(frames))[2].Linked!.Box.X);
    }

    [Fact]
    public void A_ghost_begins_no_track_and_what_is_long_gone_does_not_come_back()
    {
        Assert.Empty(TrackLinking.Link([new(0, [new(Guid.CreateVersion7(), Car, new Box(0, 0, 50, 50), IsSure: false)])]));
        var gone = Enumerable.Range(0, 8).Select(i => new LinkFrame(i, i is 0 or 7 ? [Sure(Car, 0, 0)] : [])).ToList();
        Assert.Equal(2, TrackLinking.Link(gone).Count);
        Assert.Equal(2, TrackLinking.Link([new(0, [Sure(Car, 0, 0)]), new(1, [Sure(Car, 2, 0) with { Begins = true }])]).Count);
    }

    [Fact]
    public void Where_a_track_is_split_its_first_part_ends_though_it_would_fit_what_follows_at_a_ghost_as_well()
    {
        var ghost = new LinkBox(Guid.CreateVersion7(), Car, new Box(40, 0, 100, 80), IsSure: false, Begins: true);
        foreach (var cut in (LinkBox[])[Sure(Car, 40, 0) with { Begins = true }, ghost])
        {
            var tracks = TrackLinking.Link([new(0, [Sure(Car, 0, 0)]), new(1, [Sure(Car, 20, 0)]), new(2, [cut]), new(3, [Sure(Car, 60, 0)]), new(4, [Sure(Car, 80, 0)])]);

            Assert.Equal([2, 3], tracks.Select(track => track.Count));
            Assert.Equal(cut.Id, tracks[1][0].Linked!.Id);
        }
    }

    /// <summary>
    /// A film with known truth, a frame every 0.2 s, seen by a poor detector: a tenth of the boxes missed, all of them a little off, half of the missed ones there as
    /// ghosts. One craft a shot, so each track must lie in one shot; the film cuts from shot to shot.
    /// </summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(11)]
    public void The_craft_of_a_film_are_followed_through_their_shots(int seed)
    {
        using var film = new FilmClip(seed, shots: 8, single: true);
        var random = new Random(seed);
        var labels = film.TruthAt(0).Concat(film.TruthAt(2)).Concat(film.TruthAt(4)).Concat(film.TruthAt(6)).Select(box => box.Label).Distinct().ToDictionary(label => label, _ => Guid.CreateVersion7());
        var truth = new Dictionary<Guid, int>();
        var frames = new List<LinkFrame>();
        foreach (var seconds in Enumerable.Range(0, (int)film.Seconds * 5).Select(i => i / 5.0))
        {
            var boxes = new List<LinkBox>();
            foreach (var real in film.TruthAt(seconds))
            {
                var (id, isMissed) = (Guid.CreateVersion7(), random.Next(10) == 0);
                if (!isMissed || random.Next(2) == 0)
                {
                    labels.TryAdd(real.Label, Guid.CreateVersion7());
                    boxes.Add(new(id, labels[real.Label], Shaken(real.Box!.Value, random), !isMissed));
                    truth[id] = (int)(seconds / 2 + 1e-9);
                }
            }

            frames.Add(new(seconds, boxes, IsCut: seconds > 0 && seconds % Shot.Seconds == 0));
        }

        var tracks = TrackLinking.Link(frames).Select(track => track.Where(place => place.Linked is not null).Select(place => truth[place.Linked!.Id]).ToList()).ToList();

        // Whole: nearly all boxes of a shot stand in its longest track. Pure: a track has boxes of one shot.
        var shots = truth.Values.CountBy(shot => shot).ToDictionary();
        Assert.All(tracks, track => Assert.Single(track.Distinct()));
        Assert.True(shots.Sum(shot => tracks.Max(track => track.Count(of => of == shot.Key))) >= 0.85 * truth.Count, "whole");
    }

    private static LinkBox Sure(Guid label, float x, float y) => new(Guid.CreateVersion7(), label, new Box(x, y, 100, 80), IsSure: true);

    private static Box Shaken(Box box, Random random)
    {
        float Shift(float size) => (float)((random.NextDouble() - 0.5) * 0.1 * size);
        return new(box.X + Shift(box.Width), box.Y + Shift(box.Height), box.Width + Shift(box.Width), box.Height + Shift(box.Height));
    }

    private static double Cheapest(double[,] costs, int row, HashSet<int> taken)
    {
        var (rows, columns) = (costs.GetLength(0), costs.GetLength(1));
        if (row == rows)
        {
            return taken.Count == Math.Min(rows, columns) ? 0 : double.PositiveInfinity;
        }

        var best = rows > columns ? Cheapest(costs, row + 1, taken) : double.PositiveInfinity;
        for (var c = 0; c < columns; c++)
        {
            if (taken.Add(c))
            {
                best = Math.Min(best, costs[row, c] + Cheapest(costs, row + 1, taken));
                taken.Remove(c);
            }
        }

        return best;
    }
}
