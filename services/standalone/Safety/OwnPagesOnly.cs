using Sightloop.Gateway.Access;
using Sightloop.Platform.Web;

namespace Sightloop.Standalone.Safety;

/// <summary>
/// A page of any other site that the person visits could send requests to localhost. Changes are taken from our own pages and from
/// programs (which send none of these headers), and, without accounts, only under a name of this machine, so that no foreign name can be pointed at it.
/// </summary>
internal static class OwnPagesOnly
{
    public static void UseOwnPagesOnly(this WebApplication app)
    {
        var anyHost = Addresses.IsAnyAllowed(app.Configuration);
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!anyHost && !Addresses.IsLoopback($"http://{request.Host.Host}"))
            {
                return Problems.Of(StatusCodes.Status421MisdirectedRequest, $"This server answers as localhost, not as {request.Host.Host}.").ExecuteAsync(context);
            }

            return OwnPages.MaySend(request)
                ? next(context)
                : Problems.Of(StatusCodes.Status403Forbidden, "A page of another site may not change anything here.").ExecuteAsync(context);
        });
    }
}
