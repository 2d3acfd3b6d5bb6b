namespace Sightloop.Gateway.SignIn;

/// <summary>The session's token in the browser: no script reads it, no other site sends it.</summary>
internal static class SessionCookie
{
    /// <summary>Over HTTPS browsers take the name only with Secure, this path and this very host.</summary>
    private const string Secure = "__Host-sightloop", Plain = "sightloop";

    public static string? Read(HttpRequest request) => request.Cookies[request.IsHttps ? Secure : Plain];

    public static void Write(HttpContext context, string token, DateTimeOffset until) => context.Response.Cookies.Append(Name(context), token, Options(context, until));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context, null));

    private static string Name(HttpContext context) => context.Request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpContext context, DateTimeOffset? until) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", Expires = until, IsEssential = true,
    };
}
