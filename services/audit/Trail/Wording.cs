using System.Globalization;
using Sightloop.Contracts.Labels;

namespace Sightloop.Audit.Trail;

/// <summary>The trail's plain words.</summary>
internal static class Wording
{
    public static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>": a.jpg, b.jpg and 62 more".</summary>
    public static string Names(IEnumerable<string> names)
    {
        var all = names.ToList();
        var shown = string.Join(", ", all.Take(3));
        return all.Count switch { 0 => "", <= 3 => $": {shown}", _ => $": {shown} and {all.Count - 3} more" };
    }

    /// <summary>"2 added, 1 changed, 3 kept", told by the annotations' ids.</summary>
    public static string Change(IReadOnlyList<AnnotationRecord> before, IReadOnlyList<AnnotationRecord> after)
    {
        var old = before.DistinctBy(annotation => annotation.Id).ToDictionary(annotation => annotation.Id);
        var kept = after.Count(annotation => old.TryGetValue(annotation.Id, out var was) && IsSame(was, annotation));
        var known = after.Count(annotation => old.ContainsKey(annotation.Id));
        (int Number, string What)[] parts =
        [
            (after.Count - known, "added"), (known - kept, "changed"), (before.Count - known, "removed"), (kept, "kept"),
        ];
        var said = string.Join(", ", parts.Where(part => part.Number > 0).Select(part => $"{part.Number} {part.What}"));
        return said.Length == 0 ? "no labels" : said;
    }

    public static string Decision(string decision) => decision switch
    {
        "accept" => "accepted",
        "correct" => "corrected",
        "reject" => "rejected",
        "reopen" => "reopened",
        _ => decision,
    };

    /// <summary>", judged box by box": how a revision came about; nothing where a person edited the image.</summary>
    public static string Saved(string reason) => reason switch
    {
        "edit" => "",
        "review" => ", reviewed",
        "restore" => ", an earlier one restored",
        "verdict" => ", judged box by box",
        "track" => ", judged by track",
        "certificate" => ", accepted under a certificate",
        "label merged" => ", its class merged into another",
        "label deleted" => ", its class deleted",
        _ => $", {reason}",
    };

    public static string Percent(double part) => (100 * part).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " s";

    // Accepting turns a model's annotation into a person's: that is no change of the label itself.
    private static bool IsSame(AnnotationRecord a, AnnotationRecord b) => a.LabelId == b.LabelId && a.Box == b.Box;
}
