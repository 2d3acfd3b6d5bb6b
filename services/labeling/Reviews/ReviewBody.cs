using Sightloop.Labeling.Annotations;

namespace Sightloop.Labeling.Reviews;

/// <summary>Body of POST /images/{i}/review.</summary>
public sealed record ReviewBody
{
    public const string Accept = "accept";
    public const string Correct = "correct";
    public const string Reject = "reject";
    public const string Reopen = "reopen";

    /// <summary>accept, correct, reject or reopen.</summary>
    public string? Decision { get; init; }

    /// <summary>The proposal that was shown; when it is no longer the current one the decision is refused.</summary>
    public Guid? ProposalId { get; init; }

    /// <summary>For correct: the whole set as it should be.</summary>
    public IReadOnlyList<AnnotationBody?>? Annotations { get; init; }

    /// <summary>
    /// Ids of the boxes that were painted solid, for accept and correct: accepted are these, whatever was picked since. Without it the boxes that are solid now.
    /// </summary>
    public IReadOnlyList<Guid>? Shown { get; init; }

    /// <summary>Milliseconds that the image was open.</summary>
    public long? DurationMs { get; init; }

    /// <summary>What is wrong with the body by itself; null when nothing is.</summary>
    public string? Refusal() => this switch
    {
        { Decision: not (Accept or Correct or Reject or Reopen) } => "decision must be accept, correct, reject or reopen.",
        { Decision: Correct, Annotations: null } => "correct needs annotations: the whole set as it should be.",
        { Decision: not Correct, Annotations: not null } => "annotations belong to the decision correct: send that, or leave them out.",
        _ => Duration.Refusal(DurationMs),
    };
}
