using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sightloop.Platform.Web;

/// <summary>
/// One id a request, through every process it passes: taken from X-Request-Id where the caller sends one, answered in X-Request-Id, in every
/// problem+json as `requestId`, and in the log lines about what broke.
/// </summary>
public static class RequestIds
{
    public const string Header = "X-Request-Id";
    private const int Longest = 100;

    internal static void UseRequestIds(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var sent = context.Request.Headers[Header].ToString();
        context.TraceIdentifier = IsUsable(sent) ? sent : Guid.CreateVersion7().ToString("N");
        context.Request.Headers[Header] = context.TraceIdentifier;
        context.Response.OnStarting(static state =>
        {
            var one = (HttpContext)state;
            one.Response.Headers[Header] = one.TraceIdentifier;
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static bool IsUsable(string id) => id.Length is > 0 and <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
