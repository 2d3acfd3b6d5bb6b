using Sightloop.Platform.Web;

namespace Sightloop.Bench.Gateway;

/// <summary>The running cluster of infra/cluster: its gateway, the first inference worker behind it, and the secrets of both.</summary>
/// <param name="Address">The gateway.</param>
/// <param name="ApiKey">With all scopes.</param>
/// <param name="IdentityKey">What the gateway signs callers with.</param>
internal sealed record Cluster(Uri Address, string ApiKey, string IdentityKey)
{
    /// <summary>infra/cluster gives inference workers the ports from here on, counted from the gateway's.</summary>
    private const int FirstWorker = 11;

    /// <exception cref="InvalidOperationException">No cluster runs, or its address and key are not in the environment.</exception>
    public static Cluster FromEnvironment()
    {
        var folder = Environment.GetEnvironmentVariable("SIGHTLOOP_CLUSTER") ?? "/tmp/sightloop-cluster";
        return new(new Uri(Variable("SIGHTLOOP_URL")), Variable("SIGHTLOOP_API_KEY"), File.ReadAllText(Path.Combine(folder, "identity.secret")).Trim());
    }

    /// <summary>As a program calls it.</summary>
    public HttpClient Gateway()
    {
        var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        return http;
    }

    /// <summary>As the gateway calls it.</summary>
    public HttpClient Worker() => new(new Signing(new SignedCaller(IdentityKey))) { BaseAddress = new UriBuilder(Address) { Port = Address.Port + FirstWorker }.Uri };

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} is not set: infra/cluster up; eval \"$(infra/cluster env)\".");

    private sealed class Signing(SignedCaller signature) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(SignedCaller.Header, signature.Write(Caller.Known("bench", Scope.All), TimeProvider.System.GetUtcNow()));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
