using Microsoft.AspNetCore.Http;

namespace Sightloop.Platform.Web;

/// <summary>Who calls. The gateway tells it; without accounts everybody is "local" unless the request names somebody.</summary>
public static class Caller
{
    /// <summary>Header with the name of the acting person, believed only where there is no sign-in.</summary>
    public const string Header = "Sightloop-Actor";

    public static string Actor(this HttpContext context) =>
        context.User.Identity?.Name ?? (context.Request.Headers[Header].FirstOrDefault() is { Length: > 0 and <= 100 } name ? name : "local");
}
