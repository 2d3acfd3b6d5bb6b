using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Telemetry;
using Sightloop.Testing;

namespace Sightloop.Kubernetes.Tests.Compose;

/// <summary>What the code and the images have to say about a compose file: each finding is a line.</summary>
internal static partial class ComposeRules
{
    public static IEnumerable<string> Findings(string text)
    {
        var file = ComposeFile.Read(text);
        return [.. file.Own.SelectMany(one => Service(file, one.Key, one.Value)), .. Everybody(file), .. Servers(file), .. Secrets(text)];
    }

    private static IEnumerable<string> Service(ComposeFile file, string name, ComposeService service)
    {
        var context = Path.GetFullPath(Path.Combine(DataSets.Repository(), "infra", service.Build!.Context));
        var dockerfile = Path.Combine(context, service.Build.Dockerfile);
        if (context != DataSets.Repository() || Path.GetDirectoryName(dockerfile) != Dockerfile.Folder || !File.Exists(dockerfile))
        {
            yield return $"{name}: {service.Build.Dockerfile} of {service.Build.Context} is none of our Dockerfiles";
            yield break;
        }

        var image = Dockerfile.Read(service.Build.Dockerfile);
        foreach (var argument in service.Build.Args.Keys.Except(image.Arguments))
        {
            yield return $"{name}: {service.Build.Dockerfile} takes no argument {argument}";
        }

        var runs = service.Build.Args.GetValueOrDefault("SERVICE", image.Environment["SERVICE"]);
        if (!Directory.Exists(Path.Combine(DataSets.Repository(), "services", runs)))
        {
            yield return $"{name}: there is no service {runs}";
        }

        var settings = image.Environment.Concat(service.Environment).Where(pair => pair.Key.Contains("__", StringComparison.Ordinal) || pair.Key == "Role")
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => Secret().Replace(pair.Value, "x"));
        string[] unread = [.. Settings.Findings(settings)];
        foreach (var finding in unread.Length > 0 ? unread : Addresses(file, settings))
        {
            yield return $"{name}: {finding}";
        }

        if (settings.GetValueOrDefault($"{TelemetryOptions.Section}:{nameof(TelemetryOptions.MetricsPort)}") is var metrics && !image.Ports.Contains(metrics))
        {
            yield return $"{name}: tells metrics on {metrics}, which the image does not expose";
        }

        foreach (var port in service.Ports)
        {
            if (name != "gateway" || !port.StartsWith("127.0.0.1:", StringComparison.Ordinal) || port.Split(':')[^1] != Dockerfile.Port)
            {
                yield return $"{name}: {port} is not the way in";
            }
        }

        foreach (var volume in service.Volumes.Select(volume => volume.Split(':')))
        {
            if (!file.Volumes.ContainsKey(volume[0]) || volume[1] != image.Volume)
            {
                yield return $"{name}: the volume {volume[0]} is not declared, or the image does not write to {volume[1]}";
            }
        }

        if (service is not { ReadOnly: true, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges:true"] } || !service.Tmpfs.Any(at => at.StartsWith("/tmp:", StringComparison.Ordinal)))
        {
            yield return $"{name}: may do more than it needs, or has nowhere to write";
        }

        if (!int.TryParse(service.StopGracePeriod?.TrimEnd('s'), CultureInfo.InvariantCulture, out var grace) || grace < new HostOptions().ShutdownTimeout.TotalSeconds)
        {
            yield return $"{name}: is killed after {service.StopGracePeriod}, before the host's {new HostOptions().ShutdownTimeout.TotalSeconds} s are over";
        }

        foreach (var server in service.DependsOn)
        {
            if (server.Value.Condition != "service_healthy" || file.Services.GetValueOrDefault(server.Key)?.Healthcheck is null)
            {
                yield return $"{name}: waits for {server.Key}, of whose health nobody knows";
            }
        }
    }

    /// <summary>Every server that a setting names is one of the file's, and is waited for.</summary>
    private static IEnumerable<string> Addresses(ComposeFile file, Dictionary<string, string> settings)
    {
        var database = new NpgsqlConnectionStringBuilder(settings[$"Database:{nameof(DatabaseOptions.ConnectionString)}"]);
        var bus = new Uri(settings[$"Bus:{nameof(BusOptions.Address)}"]);
        foreach (var host in new[] { database.Host, bus.Host, settings[$"{ObjectOptions.Section}:{nameof(ObjectOptions.Endpoint)}"].Split(':')[0] })
        {
            if (!file.Services.ContainsKey(host!) || file.Own.Any(one => !one.Value.DependsOn.ContainsKey(host!)))
            {
                yield return $"{host} is not there, or not waited for";
            }
        }

        if (database.Database?.Contains("{service}", StringComparison.Ordinal) != true)
        {
            yield return "the services share a database";
        }
    }

    /// <summary>Every service of the product is there, with both roles where it has them, under the name by which the gateway's routes know it.</summary>
    private static IEnumerable<string> Everybody(ComposeFile file)
    {
        using var routes = JsonDocument.Parse(File.ReadAllText(Path.Combine(DataSets.Repository(), "services", "gateway", "cluster.json")));
        foreach (var cluster in routes.RootElement.GetProperty("ReverseProxy").GetProperty("Clusters").EnumerateObject())
        {
            var address = new Uri(cluster.Value.GetProperty("Destinations").GetProperty("1").GetProperty("Address").GetString()!);
            if (file.Services.GetValueOrDefault(address.Host)?.Build is null || address.Port.ToString(CultureInfo.InvariantCulture) != Dockerfile.Port)
            {
                yield return $"the route {cluster.Name} leads to {address}, where nobody is";
            }
        }

        foreach (var service in (string[])["training", "inference"])
        {
            var roles = file.Own.Where(one => one.Value.Build!.Args.GetValueOrDefault("SERVICE") == service).Select(one => one.Value.Environment.GetValueOrDefault("Role"));
            if (!roles.Order().SequenceEqual(["api", "worker"]))
            {
                yield return $"{service} does not run as api and as worker";
            }
        }
    }

    private static IEnumerable<string> Servers(ComposeFile file)
    {
        foreach (var (name, server) in file.Services.Where(one => one.Value.Build is null))
        {
            if (!PinnedImage().IsMatch(server.Image ?? ""))
            {
                yield return $"{name}: {server.Image} may be another one tomorrow";
            }

            if (server.Healthcheck is not { Test: ["CMD", _, ..], Retries: > 0 } || server.Volumes.Count != 1 || !file.Volumes.ContainsKey(server.Volumes[0].Split(':')[0]) || server.Ports.Count > 0)
            {
                yield return $"{name}: does not tell its health, keeps nothing, or faces out";
            }
        }

        foreach (var unused in file.Volumes.Keys.Except(file.Services.Values.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0])))
        {
            yield return $"nobody uses the volume {unused}";
        }
    }

    /// <summary>What must be set is what the example names, and every one is asked for.</summary>
    private static IEnumerable<string> Secrets(string text)
    {
        var named = File.ReadAllLines(Path.Combine(DataSets.Repository(), "infra", "compose.env.example")).Where(line => line.EndsWith('=')).Select(line => line[..^1]).ToHashSet();
        var asked = Secret().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        foreach (var one in named.Union(asked).Except(named.Intersect(asked)))
        {
            yield return $"{one} stands in compose.env.example or in compose.yml, not in both";
        }
    }

    [GeneratedRegex(@"\$\{(\w+):\?[^}]+\}")]
    private static partial Regex Secret();

    /// <summary>A name with a tag that tells a version with a patch, or a date.</summary>
    [GeneratedRegex(@"^[\w./-]+:.*(\d+\.\d+|\d{4}-\d\d-\d\d)")]
    private static partial Regex PinnedImage();
}
