using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sightloop.Gateway.Access;
using Sightloop.Gateway.Accounts;
using Sightloop.Gateway.Limits;
using Sightloop.Gateway.Live;
using Sightloop.Gateway.Proxy;
using Sightloop.Gateway.Reference;
using Sightloop.Gateway.Studio;

namespace Sightloop.Gateway;

/// <summary>The face of the gateway: who may do what, live push, the studio's files, the API's description, and the way to services of their own.</summary>
public static class GatewayService
{
    public const string Name = "gateway";

    public static void AddGateway(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddAccounts();
        builder.Services.AddSingleton<LiveHub>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddReceiveEndpointObserver<HearingAgain>();
        foreach (var rule in LiveEvents.All)
        {
            rule.Register(builder);
        }

        builder.Services.AddApiReference();
        builder.Services.AddAnswerCompression();
        if (builder.Configuration.HasRoutes())
        {
            builder.AddProxy();
        }
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseAccess();
        app.UseResponseCompression();
        app.UseJsonLimit();
        app.UseStudio();
        app.MapAccounts();
        LiveEndpoint.Map(app);
        app.MapApiReference();
        if (app.Configuration.HasRoutes())
        {
            app.MapProxy();
        }
    }
}
