using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Labels;

/// <summary>What a class may look like.</summary>
internal static partial class LabelRules
{
    public const int MaxLabels = 1000;
    public const int MaxName = 200;

    /// <summary>The first thing wrong with these names of one project; null when nothing is.</summary>
    public static ProblemHttpResult? Refusal(IReadOnlyList<string?> names)
    {
        if (names.Count > MaxLabels)
        {
            return Problems.BadRequest($"A project has at most {MaxLabels} labels; these are {names.Count}.");
        }

        var bad = names.ToList().FindIndex(name => string.IsNullOrWhiteSpace(name) || name.Length > MaxName);
        if (bad >= 0)
        {
            return Problems.BadRequest($"labels[{bad}] needs a name of 1 to {MaxName} characters.");
        }

        return names.GroupBy(name => name!.Trim(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? Problems.BadRequest($"The label '{twice.Key}' is named {twice.Count()} times: each name can be used once in a project.")
            : null;
    }

    public static ProblemHttpResult? RefusalOfColor(string? color) => color is null || Hex().IsMatch(color)
        ? null
        : Problems.BadRequest($"color must look like #0072B2, not '{color}'.");

    /// <summary>One letter or digit, or empty for no key at all.</summary>
    public static ProblemHttpResult? RefusalOfKey(string? key) => key is null or "" || (key.Length == 1 && char.IsAsciiLetterOrDigit(key[0]))
        ? null
        : Problems.BadRequest($"key must be one letter or digit (or empty for none), not '{key}'.");

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Hex();
}
