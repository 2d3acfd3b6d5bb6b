using Microsoft.Extensions.Options;
using Sightloop.Gateway.Accounts;
using Sightloop.Gateway.Proxy;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Access;

/// <summary>Whether callers must be known: yes in front of a cluster, no in standalone, unless "Accounts:Enabled" says otherwise.</summary>
public sealed class AccessRule(IOptions<AccountOptions> options, IConfiguration configuration)
{
    public bool IsOn { get; } = options.Value.Enabled ?? configuration.HasRoutes();

    /// <summary>The settings alone, before there is a host.</summary>
    public static bool IsOnIn(IConfiguration configuration) =>
        configuration.GetValue<bool?>($"{AccountOptions.Section}:{nameof(AccountOptions.Enabled)}") ?? configuration.HasRoutes();
}

/// <summary>Calls about accounts where there are none.</summary>
internal sealed class OnlyWithAccounts(AccessRule rule) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => rule.IsOn
        ? await next(context)
        : Problems.Conflict("There are no accounts here: everybody who reaches this address may do everything. Start with Accounts:Enabled=true to have them.");
}
