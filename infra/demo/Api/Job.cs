using System.Text.Json;

namespace Sightloop.Demo.Api;

/// <summary>Long work: the one shape that imports, trainings, auto-label runs and exports share.</summary>
/// <param name="State">queued, running, succeeded, failed or cancelled.</param>
/// <param name="Progress">0..1.</param>
public sealed record Job(Guid Id, string Kind, string State, double Progress, JsonElement? Error = null, JsonElement? Result = null)
{
    public bool HasEnded => State is "succeeded" or "failed" or "cancelled";

    /// <summary>An id in the result, for instance <c>modelId</c>.</summary>
    public Guid? ResultId(string property) =>
        Result is { ValueKind: JsonValueKind.Object } result
        && result.TryGetProperty(property, out var value) && value.TryGetGuid(out var id)
            ? id
            : null;

    /// <summary>Why it failed, in the server's words.</summary>
    public string Reason => Error switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Object } problem when problem.TryGetProperty("title", out var title) => title.ToString(),
        { ValueKind: JsonValueKind.Object } other => other.GetRawText(),
        _ => "the server gave no reason",
    };
}
