namespace Sightloop.Labeling.Wall;

/// <summary>What a person says of one box.</summary>
public sealed record Verdict
{
    public const string Right = "right";
    public const string Wrong = "wrong";
    public const string Relabel = "label";

    /// <summary>No verdict any more: the last one is taken back.</summary>
    public const string Open = "open";

    public Guid ImageId { get; init; }
    public Guid BoxId { get; init; }

    /// <summary>right, wrong, label (it is the class in <see cref="Label"/>), or open: the last verdict is taken back.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("verdict")]
    public string? Word { get; init; }

    /// <summary>Name or id of a class.</summary>
    public string? Label { get; init; }
}

/// <summary>What became of one verdict.</summary>
/// <param name="ImageId">Image.</param>
/// <param name="BoxId">Box.</param>
/// <param name="Ok">False when it was not taken, for the reason in <paramref name="Error"/>.</param>
/// <param name="State">The image's state now.</param>
/// <param name="Error">What a person can do about it.</param>
/// <param name="Planted">found or missed: the crop was a planted one, known to be wrong, and changes nothing; null for every other.</param>
public sealed record VerdictResult(Guid ImageId, Guid BoxId, bool Ok, string? State = null, string? Error = null, string? Planted = null);

/// <summary>A result for each verdict, in the order sent.</summary>
public sealed record VerdictResults(IReadOnlyList<VerdictResult> Items);
