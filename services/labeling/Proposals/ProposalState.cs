namespace Sightloop.Labeling.Proposals;

/// <summary>What became of a proposal.</summary>
public static class ProposalState
{
    public const string Current = "current";
    public const string Accepted = "accepted";
    public const string Corrected = "corrected";
    public const string Rejected = "rejected";
    public const string Replaced = "replaced";
    public const string Undone = "undone";
}
