using System.Net;
using Microsoft.Extensions.Configuration.Memory;
using Sightloop.Gateway.Access;

namespace Sightloop.Standalone.Safety;

/// <summary>
/// Without accounts whoever reaches the port may do everything. So standalone listens on this machine's own address only, unless people sign in
/// ("Accounts:Enabled") or "Standalone:AllowAnyAddress" says that something else (a container's port mapping, a proxy with sign-in) guards the port.
/// </summary>
internal static class Addresses
{
    public const string AllowAny = "Standalone:AllowAnyAddress";
    private const string Default = "http://localhost:8080";

    /// <summary>Listens on <see cref="Default"/> where no setting names an address.</summary>
    public static void AddDefaultAddress(this IConfigurationManager configuration)
    {
        if (Configured(configuration).Count == 0)
        {
            configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = new Dictionary<string, string?> { ["urls"] = Default } });
        }
    }

    /// <exception cref="StartRefusedException">An address that others can reach.</exception>
    public static void RefuseOpenOnes(IConfiguration configuration)
    {
        if (!IsAnyAllowed(configuration) && Configured(configuration).FirstOrDefault(address => !IsLoopback(address)) is { } open)
        {
            throw new StartRefusedException(
                $"{open} can be reached from other machines, and nobody has to sign in: everybody there could read, change and delete everything. "
                + $"Set Accounts:Enabled=true, listen on {Default}, or set {AllowAny}=true where something else guards the port.");
        }
    }

    public static bool IsAnyAllowed(IConfiguration configuration) => configuration.GetValue<bool>(AllowAny) || AccessRule.IsOnIn(configuration);

    /// <summary>Every address the web server would listen on, from all the settings it reads.</summary>
    internal static IReadOnlyList<string> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0)
        {
            return endpoints;
        }

        if (Split("urls") is { Length: > 0 } urls)
        {
            return urls;
        }

        return [.. Split("http_ports").Select(port => $"http://*:{port}"), .. Split("https_ports").Select(port => $"https://*:{port}")];

        string[] Split(string key) => (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address);
        return host.IsUnixPipe || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
