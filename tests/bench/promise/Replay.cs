using System.Security.Cryptography;
using System.Text;
using Sightloop.Audit.Certificates;
using Sightloop.Audit.Statistics;

namespace Sightloop.Bench.Promise;

/// <summary>What became of one promise.</summary>
/// <param name="Pool">Images it was asked of.</param>
/// <param name="Violated">At some moment the product would have certified a band with more wrong images than promised, had the person stopped there.</param>
/// <param name="First">Checks until the first band (half of the pool) held and images accepted unseen then; null when it never did.</param>
/// <param name="End">The same when the largest band that could be reached held, going on to the end.</param>
internal sealed record Outcome(int Pool, bool Violated, Reached? First, Reached? End);

/// <summary>A band that held.</summary>
internal sealed record Reached(int Checks, int Images, int Unseen);

/// <summary>
/// A promise on cached detections, with the product's own bands, order and bounds. The person is never wrong: what is checked is known by the truth.
/// </summary>
internal static class Replay
{
    public static Outcome Run(IReadOnlyList<CachedImage> pool, string seed, double maxWrong, double confidence)
    {
        var ids = pool.Select((_, i) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{i}")).AsSpan(0, 16))).ToList();
        var images = ids.Zip(pool).ToDictionary(pair => pair.First, pair => pair.Second);
        var order = RandomOrder.Of(seed, ids).Select(id => images[id]).ToList();
        var seen = new HashSet<CachedImage>(ReferenceEqualityComparer.Instance);
        var (violated, first, end) = (false, (Reached?)null, (Reached?)null);
        foreach (var band in Band.Of(pool.Select(image => image.Score), maxWrong))
        {
            // Bands hold one after the other, so all before this one do.
            var members = order.Where(image => image.Score >= band.ScoreFrom).ToList();
            var bound = new WrongImages(band.Images, maxWrong, confidence);
            var (n, wrong) = (0, 0);
            while (n < members.Count && !bound.Holds(n, wrong) && bound.MoreChecks(n, wrong) is not null)
            {
                seen.Add(members[n]);
                wrong += members[n++].IsWrong ? 1 : 0;
            }

            if (!bound.Holds(n, wrong))
            {
                break;
            }

            violated |= members.Count(image => image.IsWrong) > bound.Allowed;
            end = new(seen.Count, band.Images, members.Count(image => !seen.Contains(image)));
            first ??= end;
        }

        return new(pool.Count, violated, first, end);
    }
}
