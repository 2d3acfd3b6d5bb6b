namespace Sightloop.Labeling.Queue.Selection;

/// <summary>An image that may be chosen.</summary>
/// <param name="Id">Image.</param>
/// <param name="Doubt">Bits a look would tell (<see cref="Proposals.Doubt"/>); 0 when no model has looked.</param>
/// <param name="Seconds">What a look will cost a person, predicted.</param>
/// <param name="Embedding">Unit vector, null when there is none yet.</param>
public sealed record Candidate(Guid Id, double Doubt, double Seconds, float[]? Embedding);

/// <summary>A chosen image and why, in words for people.</summary>
public sealed record Pick(Guid Id, string Reason, bool AtRandom = false);

/// <summary>Which images are worth a person's next minutes.</summary>
public interface ISelectionStrategy
{
    string Name { get; }

    /// <summary>Chooses up to <paramref name="count"/> images, the most valuable first. The same arguments give the same answer.</summary>
    /// <param name="pool">Candidates in the project's random order.</param>
    /// <param name="labeled">Embeddings of images that are labelled already.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Seeded by the caller.</param>
    IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random);
}
