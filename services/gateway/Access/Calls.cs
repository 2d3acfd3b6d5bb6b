using System.Collections.Frozen;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Access;

/// <param name="Method">GET, POST, …</param>
/// <param name="Path">Parameters are written {}.</param>
/// <param name="Scope">What a caller needs: a scope, <see cref="Calls.Open"/> or <see cref="Calls.Own"/>.</param>
internal sealed record Call(string Method, string Path, string Scope);

/// <summary>What each public call needs: the whole table. A call without a line here is refused, and a test fails.</summary>
internal static class Calls
{
    /// <summary>Nothing: how one signs in.</summary>
    public const string Open = "";
    /// <summary>Being signed in as oneself, or a key with the scope admin.</summary>
    public const string Own = "own";

    public const string Session = "/api/v1/session";
    public const string Events = "/api/v1/events";

    public static IReadOnlyList<Call> All { get; } =
    [
        new("GET", "/api/v1/session", Open),
        new("POST", "/api/v1/session", Open),
        new("DELETE", "/api/v1/session", Open),
        new("POST", "/api/v1/session/setup", Open),
        new("PUT", "/api/v1/session/password", Own),
        new("GET", "/api/v1/session/preferences", Own),
        new("PUT", "/api/v1/session/preferences", Own),
        new("GET", "/api/v1/keys", Own),
        new("POST", "/api/v1/keys", Own),
        new("DELETE", "/api/v1/keys/{}", Own),
        new("GET", "/api/v1/projects", Scope.Read),
        new("GET", "/api/v1/projects/{}", Scope.Read),
        new("GET", "/api/v1/projects/{}/labels", Scope.Read),
        new("GET", "/api/v1/projects/{}/images", Scope.Read),
        new("GET", "/api/v1/projects/{}/imports", Scope.Read),
        new("GET", "/api/v1/imports/{}", Scope.Read),
        new("GET", "/api/v1/imports/{}/events", Scope.Read),
        new("GET", "/api/v1/images/{}", Scope.Read),
        new("GET", "/api/v1/images/{}/content", Scope.Read),
        new("GET", "/api/v1/images/{}/thumbnail", Scope.Read),
        new("GET", "/api/v1/images/{}/annotations", Scope.Read),
        new("GET", "/api/v1/images/{}/revisions", Scope.Read),
        new("GET", "/api/v1/projects/{}/queue", Scope.Read),
        new("GET", "/api/v1/projects/{}/boxes", Scope.Read),
        new("GET", "/api/v1/projects/{}/boxes/{}/crop", Scope.Read),
        new("GET", "/api/v1/projects/{}/trainings", Scope.Read),
        new("GET", "/api/v1/trainings/{}", Scope.Read),
        new("GET", "/api/v1/trainings/{}/events", Scope.Read),
        new("GET", "/api/v1/projects/{}/models", Scope.Read),
        new("GET", "/api/v1/models/{}", Scope.Read),
        new("GET", "/api/v1/models/{}/onnx", Scope.Read),
        new("GET", "/api/v1/projects/{}/autolabels", Scope.Read),
        new("GET", "/api/v1/autolabels/{}", Scope.Read),
        new("GET", "/api/v1/autolabels/{}/images", Scope.Read),
        new("GET", "/api/v1/autolabels/{}/events", Scope.Read),
        new("GET", "/api/v1/projects/{}/export", Scope.Read),
        new("POST", "/api/v1/projects/{}/exports", Scope.Read),
        new("GET", "/api/v1/projects/{}/exports", Scope.Read),
        new("GET", "/api/v1/exports/{}", Scope.Read),
        new("GET", "/api/v1/exports/{}/content", Scope.Read),
        new("GET", "/api/v1/exports/{}/events", Scope.Read),
        new("POST", "/api/v1/exports/{}/cancel", Scope.Read),
        new("GET", "/api/v1/projects/{}/effort", Scope.Read),
        new("GET", "/api/v1/projects/{}/cameras", Scope.Read),
        new("GET", "/api/v1/cameras/{}", Scope.Read),
        new("GET", "/api/v1/projects/{}/events", Scope.Read),
        new("GET", Events, Scope.Read),
        new("GET", "/api/v1/projects/{}/thresholds", Scope.Read),
        new("GET", "/api/v1/projects/{}/doubtful", Scope.Read),
        new("GET", "/api/v1/projects/{}/queue/claims", Scope.Read),
        new("POST", "/api/v1/projects/{}/images/known", Scope.Read),
        new("GET", "/api/v1/projects/{}/next-training", Scope.Read),
        new("GET", "/api/v1/projects/{}/boxes/counts", Scope.Read),
        new("GET", "/api/v1/snapshots/{}", Scope.Read),
        new("GET", "/api/v1/snapshots/{}/images", Scope.Read),
        new("GET", "/api/v1/models/{}/mistakes", Scope.Read),
        new("GET", "/api/v1/models/{}/comparison", Scope.Read),
        new("GET", "/api/v1/projects/{}/clips", Scope.Read),
        new("GET", "/api/v1/projects/{}/clips/{}/tracks", Scope.Read),
        new("GET", "/api/v1/projects/{}/certificates", Scope.Read),
        new("GET", "/api/v1/certificates/{}", Scope.Read),
        new("GET", "/api/v1/certificates/{}/document", Scope.Read),
        new("GET", "/api/v1/projects/{}/trail", Scope.Read),
        new("GET", "/api/v1/images/{}/trail", Scope.Read),
        new("POST", "/api/v1/projects", Scope.Annotate),
        new("PATCH", "/api/v1/projects/{}", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/labels", Scope.Annotate),
        new("PATCH", "/api/v1/projects/{}/labels/{}", Scope.Annotate),
        new("DELETE", "/api/v1/projects/{}/labels/{}", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/labels/{}/merge", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/images", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/imports", Scope.Annotate),
        new("POST", "/api/v1/imports/{}/cancel", Scope.Annotate),
        new("DELETE", "/api/v1/images/{}", Scope.Annotate),
        new("PUT", "/api/v1/images/{}/annotations", Scope.Annotate),
        new("POST", "/api/v1/images/{}/restore", Scope.Annotate),
        new("POST", "/api/v1/images/{}/review", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/queue/claims", Scope.Annotate),
        new("PATCH", "/api/v1/projects/{}/queue/claims/{}", Scope.Annotate),
        new("DELETE", "/api/v1/projects/{}/queue/claims/{}", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/boxes/claims", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/boxes/verdicts", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/clips/{}/tracks/{}/accept", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/clips/{}/tracks/{}/reject", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/clips/{}/tracks/{}/correct", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/clips/{}/tracks/{}/split", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/clips/{}/acts/{}/undo", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/certificates", Scope.Annotate),
        new("POST", "/api/v1/certificates/{}/issue", Scope.Annotate),
        new("POST", "/api/v1/certificates/{}/undo", Scope.Annotate),
        new("POST", "/api/v1/projects/{}/trainings", Scope.Train),
        new("POST", "/api/v1/trainings/{}/cancel", Scope.Train),
        new("POST", "/api/v1/models/{}/promote", Scope.Train),
        new("POST", "/api/v1/projects/{}/autolabels", Scope.Train),
        new("POST", "/api/v1/autolabels/{}/cancel", Scope.Train),
        new("POST", "/api/v1/autolabels/{}/undo", Scope.Train),
        new("POST", "/api/v1/projects/{}/predict", Scope.Predict),
        new("POST", "/api/v1/cameras/{}/frames", Scope.PushFrames),
        new("DELETE", "/api/v1/projects/{}", Scope.Admin),
        new("POST", "/api/v1/projects/{}/cameras", Scope.Admin),
        new("DELETE", "/api/v1/cameras/{}", Scope.Admin),
        new("GET", "/api/v1/users", Scope.Admin),
        new("POST", "/api/v1/users", Scope.Admin),
        new("PATCH", "/api/v1/users/{}", Scope.Admin),
        new("GET", "/api/v1/accounts/trail", Scope.Admin),
        new("GET", "/api/v1/services/{}/messages", Scope.Admin),
        new("GET", "/api/v1/services/{}/failed-messages", Scope.Admin),
        new("POST", "/api/v1/services/{}/failed-messages/replay", Scope.Admin),
        new("POST", "/api/v1/services/{}/failed-messages/{}/{}/replay", Scope.Admin),
        new("DELETE", "/api/v1/services/{}/failed-messages/{}/{}", Scope.Admin),
    ];

    private static readonly FrozenDictionary<(string, string), Call> ByName = All.ToFrozenDictionary(call => (call.Method, call.Path));

    private static readonly ILookup<string, string> ByPath = All.ToLookup(call => call.Path, call => call.Method);

    public static Call? Find(string method, PathString path) => ByName.GetValueOrDefault((method, Template(path)));

    /// <summary>The methods that a path does take.</summary>
    public static IReadOnlyList<string> MethodsOf(PathString path) => [.. ByPath[Template(path)]];

    /// <summary>Every parameter of a path is an id, except a service's and a message handler's name.</summary>
    private static string Template(PathString path)
    {
        var parts = path.Value!.TrimEnd('/').Split('/');
        var isOfService = parts.Length > 3 && parts[3] == "services";
        return string.Join('/', parts.Select((part, i) => Guid.TryParse(part, out _) || (isOfService && i is 4 or 7) ? "{}" : part));
    }
}
