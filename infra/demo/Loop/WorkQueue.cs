using System.Runtime.CompilerServices;
using Sightloop.Demo.Api;

namespace Sightloop.Demo.Loop;

/// <summary>Takes images from a project's queue, reserved for this annotator.</summary>
public sealed class WorkQueue(SightloopClient client, TimeProvider clock)
{
    private const int PerClaim = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The next images, most valuable first, each once; ends early when the queue stays empty.</summary>
    public async IAsyncEnumerable<Guid> TakeAsync(
        Guid project, string purpose, int count, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<Guid>();
        var last = clock.GetTimestamp();
        while (seen.Count < count)
        {
            var claim = await client.ClaimAsync(project, purpose, Math.Min(PerClaim, count - seen.Count), cancellation);
            var fresh = claim.Items.Select(item => item.Image).Where(seen.Add).ToList();
            foreach (var image in fresh)
            {
                yield return image;
            }
            if (fresh.Count > 0)
            {
                last = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(last) > Patience)
            {
                yield break;
            }
            else
            {
                // What was uploaded or auto-labelled a moment ago may still be on its way into the queue.
                await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellation);
            }
        }
    }
}
