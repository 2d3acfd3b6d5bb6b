namespace Sightloop.Demo.Annotator;

/// <summary>What a person did, counted.</summary>
/// <param name="Images">Images opened.</param>
/// <param name="Kept">Proposed boxes left as they were: no action.</param>
/// <param name="Confirmed">Ghost boxes taken with one key: priced like a relabel.</param>
public sealed record Actions(
    int Images = 0, int Kept = 0, int Created = 0, int Adjusted = 0, int Relabelled = 0, int Deleted = 0, int Confirmed = 0)
{
    /// <summary>Everything that changed something.</summary>
    public int Changes => Created + Adjusted + Relabelled + Deleted + Confirmed;

    public static Actions operator +(Actions a, Actions b) => new(
        a.Images + b.Images, a.Kept + b.Kept, a.Created + b.Created, a.Adjusted + b.Adjusted,
        a.Relabelled + b.Relabelled, a.Deleted + b.Deleted, a.Confirmed + b.Confirmed);
}
