namespace Sightloop.Demo.Truth;

/// <summary>A data set with its truth.</summary>
/// <param name="Name">For people: the folder's name.</param>
/// <param name="IsClassification">Each image has exactly one label without a box.</param>
public sealed record LabelledSet(string Name, bool IsClassification, IReadOnlyList<LabelledImage> Images)
{
    /// <summary>Every label that occurs, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels { get; } =
        [.. Images.SelectMany(image => image.Truth).Select(truth => truth.Label).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// The same images, each under the class most of its boxes have; of equally many, the class that covers the larger area. An image
    /// without boxes has no class and is left out.
    /// </summary>
    public LabelledSet AsClassification() => IsClassification
        ? this
        : new(Name, true, [.. Images.Where(image => image.Truth.Count > 0).Select(image => image with { Truth = [MajorityClass(image.Truth)] })]);

    public static TruthBox MajorityClass(IReadOnlyList<TruthBox> truth) => new(
        truth.GroupBy(box => box.Label)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Sum(box => box.Box?.Area ?? 0))
            .First().Key,
        null);
}
