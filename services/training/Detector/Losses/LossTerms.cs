using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>What a step minimises.</summary>
/// <param name="Total">A scalar to call backward on.</param>
/// <param name="ByName">Its parts as they enter the sum, for the progress report.</param>
public sealed record LossTerms(Tensor Total, IReadOnlyDictionary<string, float> ByName)
{
    public static LossTerms Sum(params (string Name, Tensor Value)[] terms) => new(
        terms.Select(term => term.Value).Aggregate((a, b) => a.Plus(b)),
        terms.ToDictionary(term => term.Name, term => term.Value.item<float>()));
}
