namespace Sightloop.Labeling.Queue.Selection;

/// <summary>
/// Another strategy's picks with every fifth one replaced by the next image of the pool's random order: these 20 % are the project's unbiased panel, on which
/// metrics are measured. The others are chosen to teach the network, and metrics on them would say nothing about the rest.
/// </summary>
public sealed class EveryFifthAtRandom(ISelectionStrategy inner) : ISelectionStrategy
{
    private const int Fifth = 5;

    public string Name => inner.Name;

    public IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random)
    {
        // Chance decides for each place, not only for each fifth of one answer: asking one by one must not leave the panel empty.
        var panelPlaces = Enumerable.Range(0, count).Count(_ => random.Next(Fifth) == 0);
        if (count >= Fifth)
        {
            panelPlaces = count / Fifth;
        }

        var panel = pool.Take(panelPlaces)
            .Select(candidate => new Pick(candidate.Id, "Picked at random: one in five, so that metrics stay honest.", AtRandom: true)).ToList();
        var chosen = inner.Select([.. pool.Skip(panelPlaces)], labeled, count - panel.Count, random);
        return [.. Weave(chosen, panel)];
    }

    private static IEnumerable<Pick> Weave(IReadOnlyList<Pick> chosen, IReadOnlyList<Pick> panel)
    {
        var (c, p) = (0, 0);
        while (c < chosen.Count || p < panel.Count)
        {
            yield return ((c + p + 1) % Fifth == 0 && p < panel.Count) || c == chosen.Count ? panel[p++] : chosen[c++];
        }
    }
}
