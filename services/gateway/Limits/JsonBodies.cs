using Microsoft.AspNetCore.Http.Features;

namespace Sightloop.Gateway.Limits;

/// <summary>A JSON body is read into memory as a whole, so it may not be as large as an upload.</summary>
public static class JsonBodies
{
    public const long MaxBytes = 32L << 20;

    public static void UseJsonLimit(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.HasJsonContentType() && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        return next(context);
    });
}
