using Sightloop.Platform.Web;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sightloop.Gateway.Proxy;

/// <summary>
/// A request whose destination cannot be reached goes to another one; so does one whose destination dies under it, where asking twice is harmless
/// (reads and predictions). When none answers the caller gets a sentence and Retry-After.
/// </summary>
internal static class AnotherDestination
{
    /// <summary>Predictions up to here are kept in memory while they are under way, larger ones in a temporary file.</summary>
    private const int KeptInMemory = 4 << 20;

    public static void UseAnotherDestination(this IReverseProxyApplicationBuilder pipeline) => pipeline.Use(async (context, next) =>
    {
        var proxy = context.GetReverseProxyFeature();
        var mayRepeat = HttpMethods.IsGet(context.Request.Method) || proxy.Route.Config.RouteId == "predict";
        if (mayRepeat && !HttpMethods.IsGet(context.Request.Method))
        {
            context.Request.EnableBuffering(KeptInMemory);
        }

        var tried = new HashSet<DestinationState>();
        while (true)
        {
            await next(context);
            var error = context.Features.Get<IForwarderErrorFeature>();
            if (error is null && (context.Response.HasStarted || proxy.ProxiedDestination is not null))
            {
                return;
            }

            if (context.Response.HasStarted || error?.Error is ForwarderError.RequestBodyClient or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled)
            {
                return;
            }

            if (proxy.ProxiedDestination is { } failed)
            {
                tried.Add(failed);
            }

            if ((!mayRepeat && !NeverArrived(error)) || proxy.AllDestinations.Where(one => !tried.Contains(one)).ToList() is not { Count: > 0 } others
                || proxy.ProxiedDestination is null)
            {
                await TellAsync(context, proxy, error);
                return;
            }

            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            if (context.Request.Body.CanSeek)
            {
                context.Request.Body.Position = 0;
            }

            proxy.ProxiedDestination = null;
            proxy.AvailableDestinations = others;
        }
    });

    /// <summary>The connection could not be made: nothing of the request was sent.</summary>
    private static bool NeverArrived(IForwarderErrorFeature? error) =>
        error?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private static Task TellAsync(HttpContext context, IReverseProxyFeature proxy, IForwarderErrorFeature? error)
    {
        context.Response.Clear();
        context.Response.Headers.RetryAfter = "2";
        var service = proxy.Cluster.Config.ClusterId;
        return (error?.Error is ForwarderError.RequestTimedOut
            ? Problems.Of(StatusCodes.Status504GatewayTimeout, $"{service} took too long to answer: look whether it was done before trying again.")
            : NeverArrived(error) || error is null
                ? Problems.Of(StatusCodes.Status503ServiceUnavailable, $"{service} cannot be reached at the moment, and nothing was changed: try again in a few seconds.")
                : Problems.Of(StatusCodes.Status502BadGateway, $"{service} broke off: look whether it was done before trying again, or repeat it with the same Idempotency-Key."))
            .ExecuteAsync(context);
    }
}
