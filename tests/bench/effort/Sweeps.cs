using Sightloop.Vision.Boxes;

namespace Sightloop.Bench.Effort;

/// <summary>
/// Boxes of one image that a key held down acts on while the pointer passes over them (services/web/src/canvas/states/Sweeping.ts): straight from one's middle to the next one's. What lies on the way and
/// is not meant would be changed too, so there the key is let go and pressed again.
/// </summary>
/// <param name="Count">Sweeps of two boxes or more.</param>
/// <param name="Boxes">In all of those.</param>
public readonly record struct Sweeps(int Count, int Boxes)
{
    public static Sweeps operator +(Sweeps one, Sweeps other) => new(one.Count + other.Count, one.Boxes + other.Boxes);

    /// <param name="targets">To be taken, or deleted.</param>
    /// <param name="others">Others that the same key would change.</param>
    public static Sweeps Over(IEnumerable<Box> targets, IReadOnlyList<Box> others)
    {
        var open = targets.OrderBy(box => box.X + box.Y).ToList();
        var sweeps = default(Sweeps);
        while (open.Count > 0)
        {
            var at = open[0];
            open.RemoveAt(0);
            var boxes = 1;
            while (open.FindAll(box => others.All(other => !Cross(Middle(at), Middle(box), other))) is [_, ..] within)
            {
                at = within.MinBy(box => Distance(Middle(at), Middle(box)));
                open.Remove(at);
                boxes++;
            }

            sweeps += boxes > 1 ? new(1, boxes) : default;
        }

        return sweeps;
    }

    private static (float X, float Y) Middle(Box box) => (box.X + (box.Width / 2), box.Y + (box.Height / 2));

    private static float Distance((float X, float Y) one, (float X, float Y) other) => MathF.Sqrt(MathF.Pow(one.X - other.X, 2) + MathF.Pow(one.Y - other.Y, 2));

    /// <summary>Whether the way leads into a box (Liang and Barsky 1984); one that it begins in is not come into.</summary>
    private static bool Cross((float X, float Y) from, (float X, float Y) to, Box box)
    {
        if (Holds(box, from))
        {
            return false;
        }

        var (enters, leaves) = (0f, 1f);
        return Clip(from.X, to.X - from.X, box.X, box.Right) && Clip(from.Y, to.Y - from.Y, box.Y, box.Bottom);

        bool Clip(float start, float way, float least, float most)
        {
            if (way == 0)
            {
                return start >= least && start <= most;
            }

            var (near, far) = way > 0 ? ((least - start) / way, (most - start) / way) : ((most - start) / way, (least - start) / way);
            (enters, leaves) = (Math.Max(enters, near), Math.Min(leaves, far));
            return enters <= leaves;
        }
    }

    private static bool Holds(Box box, (float X, float Y) at) => at.X >= box.X && at.X <= box.Right && at.Y >= box.Y && at.Y <= box.Bottom;
}
