using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sightloop.Platform.Web;

/// <summary>Registered where callers are told apart in this very process: the gateway, alone or within standalone.</summary>
public sealed class FrontDoor;

/// <summary>
/// A service in a process of its own takes calls of its API from the gateway only: those carry a <see cref="SignedCaller"/> made with the setting
/// "Identity:Key" that both know. Without that setting it takes calls from this machine only, for trying it alone.
/// </summary>
public static class CallersBehindGateway
{
    public const string KeySetting = "Identity:Key";
    public const int ShortestKey = 32;

    /// <summary>Null where the setting is absent.</summary>
    /// <exception cref="InvalidOperationException">Too short to keep anybody out.</exception>
    public static SignedCaller? Signature(this IConfiguration configuration) => configuration[KeySetting] switch
    {
        null or "" => null,
        { Length: < ShortestKey } => throw new InvalidOperationException($"{KeySetting} is shorter than {ShortestKey} characters: make one with `openssl rand -hex 32`."),
        var key => new SignedCaller(key),
    };

    internal static void UseCallersBehindGateway(this WebApplication app)
    {
        if (app.Services.GetService<FrontDoor>() is not null)
        {
            return;
        }

        var (signature, clock) = (app.Configuration.Signature(), app.Services.GetService<TimeProvider>() ?? TimeProvider.System);
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            if (signature is null)
            {
                return context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
                    ? Problems.Of(StatusCodes.Status401Unauthorized, $"This service has no {KeySetting}, so it takes calls from its own machine only.").ExecuteAsync(context)
                    : next(context);
            }

            if (!signature.TryRead(context.Request.Headers[SignedCaller.Header], clock.GetUtcNow(), out var caller))
            {
                return Problems.Of(StatusCodes.Status401Unauthorized,
                    "This service takes calls from the gateway only, with a signature of the last minutes: call the gateway; if this is it, compare the clocks and the keys.")
                    .ExecuteAsync(context);
            }

            context.User = caller;
            return next(context);
        });
    }
}
