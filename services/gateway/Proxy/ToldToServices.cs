using Sightloop.Gateway.Access;
using Sightloop.Platform.Web;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Sightloop.Gateway.Proxy;

/// <summary>What goes to a service with a request: who calls, signed; never what the caller says of themselves, nor their cookie.</summary>
internal sealed class ToldToServices
{
    private readonly SignedCaller? signature;

    /// <exception cref="InvalidOperationException">People sign in here, and the services could not be told.</exception>
    public ToldToServices(IConfiguration configuration)
    {
        signature = configuration.Signature();
        if (signature is null && AccessRule.IsOnIn(configuration))
        {
            throw new InvalidOperationException(
                $"Set {CallersBehindGateway.KeySetting} to the same secret here and in every service (`openssl rand -hex 32` makes one): with it the gateway signs who calls.");
        }
    }

    public void Apply(TransformBuilderContext builder) => builder.AddRequestTransform(context =>
    {
        var headers = context.ProxyRequest.Headers;
        var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        headers.Remove(SignedCaller.Header);
        headers.Remove(ResourceProjects.Header);
        headers.Remove("Cookie");
        if (signature is not null)
        {
            var caller = context.HttpContext.User.Identity?.IsAuthenticated == true
                ? context.HttpContext.User
                : Caller.Known(context.HttpContext.Actor(), Scope.All);
            headers.Remove(Caller.Header);
            headers.Add(SignedCaller.Header, signature.Write(caller, clock.GetUtcNow()));
        }

        return default;
    });
}
