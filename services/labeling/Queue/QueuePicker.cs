using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Queue;

/// <summary>Decides which images come next, and says why.</summary>
public sealed class QueuePicker
{
    /// <summary>Enough to see what kinds of images there are, few enough to answer in a moment.</summary>
    private const int PoolSize = 1024;

    private readonly ISelectionStrategy random = new RandomOrder();
    private readonly ISelectionStrategy typicalFirst = new EveryFifthAtRandom(new TypicalFirst());
    private readonly ISelectionStrategy uncertaintyThenDiversity = new EveryFifthAtRandom(new UncertaintyThenDiversity());

    /// <param name="reader">Reader.</param>
    /// <param name="project">Project.</param>
    /// <param name="review">Which suggestions to decide on; null: images to draw labels.</param>
    /// <param name="limit">How many at most.</param>
    internal async Task<IReadOnlyList<QueueItem>> PickAsync(Reader reader, Guid project, ReviewFilter? review, int limit) =>
        review is null ? await ToLabelAsync(reader, project, await QueueRows.ClaimedAsync(reader, project), limit) : await ToReviewAsync(reader, review, limit);

    private static async Task<IReadOnlyList<QueueItem>> ToReviewAsync(Reader reader, ReviewFilter filter, int limit)
    {
        var sample = await QueueRows.SampleAsync(reader, filter, limit);
        var taken = sample.Select(row => row.Id).ToHashSet();
        var rows = (await QueueRows.ByDoubtAsync(reader, filter, limit)).Where(row => !taken.Contains(row.Id)).Take(limit - sample.Count);
        return [.. sample.Select(row => row.ToItem("sample of promise", "Sample of promise: drawn at random, so that the others need not be looked at one by one.")), .. rows.Select(row => row.ToItem("least certain first", Doubt.InWords(row.Doubt) + "."))];
    }

    private async Task<IReadOnlyList<QueueItem>> ToLabelAsync(Reader reader, Guid project, HashSet<Guid> claimed, int limit)
    {
        var begun = (await QueueRows.BegunAsync(reader, project, limit + claimed.Count)).Where(row => !claimed.Contains(row.Id)).Take(limit).ToList();
        var items = begun.Select(row => row.ToItem("begun first", "Somebody began this image and did not finish it.")).ToList();
        if (items.Count == limit)
        {
            return items;
        }

        HashSet<Guid> taken = [.. claimed, .. begun.Select(row => row.Id)];
        var pool = await PoolAsync(reader, project, taken, await WantsSuggestionsAsync(reader, project));
        if (pool.Count == 0)
        {
            return items;
        }

        Candidate[] candidates = [.. pool.Select(row => row.ToCandidate())];
        var strategy = Choose(candidates);
        var labeled = strategy == random ? [] : await QueueRows.LabeledAsync(reader, project);
        // The same queue gives the same answer; each image that leaves it moves the dice on.
        var seeded = new Random(QueueRows.Seed(project) + (31 * claimed.Count) + (1009 * pool.Count) + (7919 * labeled.Count));
        var rows = pool.ToDictionary(row => row.Id);
        items.AddRange(strategy.Select(candidates, labeled, limit - items.Count, seeded)
            .Select(pick => rows[pick.Id].ToItem(strategy.Name, pick.Reason, pick.AtRandom)));
        return items;
    }

    /// <summary>
    /// Images without a proposal, and where the project suggests while people label, those with one as well; when there are none left, proposals in any case: people who
    /// label with suggestions go on without noticing.
    /// </summary>
    private static async Task<IReadOnlyList<QueueImage>> PoolAsync(Reader reader, Guid project, HashSet<Guid> taken, bool withSuggestions)
    {
        var bare = await OfStateAsync("unlabeled");
        return bare.Count > 0 && !withSuggestions ? bare : [.. QueueRows.Merge(project, await OfStateAsync("auto"), bare).Take(PoolSize)];

        async Task<IReadOnlyList<QueueImage>> OfStateAsync(string state) =>
            [.. (await QueueRows.AtRandomAsync(reader, project, state, PoolSize + taken.Count)).Where(row => !taken.Contains(row.Id)).Take(PoolSize)];
    }

    private static async Task<bool> WantsSuggestionsAsync(Reader reader, Guid project) =>
        await reader.FirstOrDefaultAsync<string>("SELECT settings FROM projects WHERE id = @project", new { project }) is { } settings
        && Json.Read<ProjectSettings>(settings).AutomaticTraining is { Enabled: true, AutoLabel: true };

    private ISelectionStrategy Choose(IReadOnlyList<Candidate> candidates) =>
        candidates.Any(candidate => candidate.Doubt > 0) ? uncertaintyThenDiversity
        : candidates.Any(candidate => candidate.Embedding is not null) ? typicalFirst
        : random;
}
