using Sightloop.Gateway.Access;
using Sightloop.Gateway.Keys;
using Sightloop.Gateway.SignIn;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Accounts;

/// <summary>People, sessions and keys, put on the platform.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.AddService<GatewayDatabase>(GatewayService.Name);
        var services = builder.Services;
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section);
        services.AddSingleton<FrontDoor>();
        services.AddSingleton<AccessRule>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Users>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<ResourceProjects>();
        services.AddSingleton<FirstAdmin>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstAdmin>());
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        SessionEndpoints.Map(routes);
        UserEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
    }
}
