using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Annotations;

/// <summary>
/// An image's labels have their revision number as ETag ("0" before the first). A proposal changes no revision, so it never makes a person's tag stale.
/// </summary>
internal static class RevisionTag
{
    public static string Of(int revision) => $"\"{revision}\"";

    /// <summary>Reads If-Match: the revisions that may be replaced, null for any (`*`). `W/` is ignored.</summary>
    public static bool TryRead(HttpContext context, out IReadOnlySet<int>? revisions, out ProblemHttpResult? problem)
    {
        (revisions, problem) = (null, null);
        var text = context.Request.Headers.IfMatch.ToString().Trim();
        if (text.Length == 0)
        {
            problem = Problems.Of(StatusCodes.Status428PreconditionRequired,
                "Send If-Match with the ETag of the labels you have seen (\"0\" for an image nobody has labelled), so that nobody's work is overwritten.");
            return false;
        }

        if (text == "*")
        {
            return true;
        }

        var read = new HashSet<int>();
        foreach (var tag in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var bare = (tag.StartsWith("W/", StringComparison.OrdinalIgnoreCase) ? tag[2..] : tag).Trim('"');
            if (!int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                problem = Problems.BadRequest($"If-Match must be an ETag of this image's labels such as \"3\", not {tag}.");
                return false;
            }

            read.Add(revision);
        }

        revisions = read;
        return true;
    }

    /// <summary>412 with the current set.</summary>
    public static ProblemHttpResult Stale(HttpContext context, AnnotationSetView current)
    {
        context.Response.Headers.ETag = Of(current.Revision);
        return Problems.Of(StatusCodes.Status412PreconditionFailed,
            $"These labels were saved by somebody else meanwhile: merge with the current set, revision {current.Revision}, and send If-Match {Of(current.Revision)}.",
            new Dictionary<string, object?> { ["current"] = current });
    }
}
