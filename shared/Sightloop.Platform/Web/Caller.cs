using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Sightloop.Platform.Web;

/// <summary>Who calls. The gateway tells it; without accounts everybody is "local" unless the request names somebody.</summary>
public static class Caller
{
    /// <summary>Header with the name of the acting person, believed only where there is no sign-in.</summary>
    public const string Header = "Sightloop-Actor";

    private const string ScopeClaim = "scope";

    public static string Actor(this HttpContext context) =>
        context.User.Identity?.Name ?? (context.Request.Headers[Header].FirstOrDefault() is { Length: > 0 and <= 100 } name ? name : "local");

    /// <summary>True if the caller is known and has the scope.</summary>
    public static bool Has(this HttpContext context, string scope) => context.User.HasClaim(ScopeClaim, scope);

    /// <summary>A known caller.</summary>
    public static ClaimsPrincipal Known(string actor, IEnumerable<string> scopes) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, actor), .. scopes.Select(scope => new Claim(ScopeClaim, scope))], "sightloop"));

    public static IReadOnlyList<string> Scopes(this ClaimsPrincipal caller) => [.. caller.FindAll(ScopeClaim).Select(claim => claim.Value)];
}
