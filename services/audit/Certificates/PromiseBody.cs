namespace Sightloop.Audit.Certificates;

/// <summary>Body of POST …/certificates: "at most 5 % of these images are wrong, with 95 % confidence". Everything may be left out.</summary>
public sealed record PromiseBody
{
    public const double UsualWrong = 0.05;
    public const double UsualConfidence = 0.95;
    private const int LongestSeed = 100;

    /// <summary>Largest share of wrong images, 0.001 to 0.5; 0.05 when absent.</summary>
    public double? MaxWrong { get; init; }

    /// <summary>0.5 to 0.9999; 0.95 when absent.</summary>
    public double? Confidence { get; init; }

    /// <summary>The auto-label run; the newest with undecided suggestions when absent.</summary>
    public Guid? AutolabelId { get; init; }

    /// <summary>Only images whose score is this or more, 0 to 1. Absent: bands of the run, from the surest half to all.</summary>
    public double? ScoreFrom { get; init; }

    /// <summary>Draws the sample; made by the server when absent. Whoever chooses it must not know the images.</summary>
    public string? Seed { get; init; }

    /// <summary>What is wrong with the body by itself; null when nothing is.</summary>
    public string? Refusal() => this switch
    {
        { MaxWrong: { } wrong } when !(wrong is >= 0.001 and <= 0.5) => "maxWrong must be between 0.001 and 0.5: the share of wrong images that you can live with.",
        { Confidence: { } sure } when !(sure is >= 0.5 and <= 0.9999) => "confidence must be between 0.5 and 0.9999.",
        { ScoreFrom: { } score } when !(score is >= 0 and <= 1) => "scoreFrom must be between 0 and 1.",
        { Seed: { } seed } when seed.Length is 0 or > LongestSeed => $"seed must have 1 to {LongestSeed} characters.",
        _ => null,
    };
}
