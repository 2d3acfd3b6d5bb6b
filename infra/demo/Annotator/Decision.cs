using Sightloop.Demo.Api;

namespace Sightloop.Demo.Annotator;

public enum Verdict
{
    Accept,
    Correct,
    Reject,
}

/// <summary>What the annotator does with one proposal.</summary>
/// <param name="Annotations">The set as it should be; for a reject, what is drawn afresh afterwards.</param>
/// <param name="Actions">All of it, the redrawing after a reject included.</param>
public sealed record Decision(Verdict Verdict, IReadOnlyList<NewAnnotation> Annotations, Actions Actions)
{
    /// <summary>The word the API uses.</summary>
    public string Word => Verdict switch
    {
        Verdict.Accept => "accept",
        Verdict.Correct => "correct",
        _ => "reject",
    };
}
