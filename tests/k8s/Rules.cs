using System.Globalization;
using System.Text.Json;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Sightloop.Inference.AutoLabels;
using Sightloop.Inference.Predictions;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Telemetry;
using Sightloop.Testing;
using Sightloop.Training.Runs;

namespace Sightloop.Kubernetes.Tests;

/// <summary>What the code has to say about an overlay: each finding is a line.</summary>
internal static class Rules
{
    public static IEnumerable<string> Findings(Manifests manifests) =>
        [.. manifests.Deployments.SelectMany(deployment => Pod(manifests, deployment)), .. Addresses(manifests), .. Scaling(manifests)];

    private static IEnumerable<string> Pod(Manifests manifests, V1Deployment deployment)
    {
        var (name, pod, container) = (deployment.Metadata.Name, deployment.Spec.Template.Spec, deployment.Spec.Template.Spec.Containers.Single());
        var settings = Settings.Of(manifests, container);
        var ports = container.Ports.ToDictionary(port => port.Name, port => port.ContainerPort.ToString(CultureInfo.InvariantCulture));
        foreach (var finding in Settings.Findings(settings))
        {
            yield return $"{name}: {finding}";
        }

        foreach (var (what, probe, path) in new[]
        {
            ("startup", container.StartupProbe, ServiceHost.LivePath), ("liveness", container.LivenessProbe, ServiceHost.LivePath), ("readiness", container.ReadinessProbe, ServiceHost.ReadyPath),
        })
        {
            if (probe?.HttpGet?.Path != path || probe.HttpGet.Port.Value != "http")
            {
                yield return $"{name}: the {what} probe does not ask {path} of the port http";
            }
        }

        if (settings.GetValueOrDefault("ASPNETCORE_HTTP_PORTS") != ports["http"])
        {
            yield return $"{name}: listens on {settings.GetValueOrDefault("ASPNETCORE_HTTP_PORTS")}, the container's port is {ports["http"]}";
        }

        var metrics = settings.GetValueOrDefault($"{TelemetryOptions.Section}:{nameof(TelemetryOptions.MetricsPort)}");
        if (metrics != ports["metrics"] || deployment.Spec.Template.Metadata.Annotations["prometheus.io/port"] != metrics)
        {
            yield return $"{name}: tells metrics on {metrics}, which is not where they are looked for";
        }

        var quiet = container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0;
        if (quiet <= 0 || pod.TerminationGracePeriodSeconds < quiet + new HostOptions().ShutdownTimeout.TotalSeconds)
        {
            yield return $"{name}: is killed after {pod.TerminationGracePeriodSeconds} s, before the host's {new HostOptions().ShutdownTimeout.TotalSeconds} s are over";
        }

        if (pod.SecurityContext?.RunAsNonRoot != true || container.SecurityContext is not { ReadOnlyRootFilesystem: true, AllowPrivilegeEscalation: false } security
            || security.Capabilities?.Drop?.Contains("ALL") != true || pod.AutomountServiceAccountToken != false)
        {
            yield return $"{name}: may do more than it needs";
        }

        if (container.Resources?.Requests?.ContainsKey("cpu") != true || container.Resources.Limits?.ContainsKey("memory") != true)
        {
            yield return $"{name}: asks for no processor or may take all memory";
        }

        if (!manifests.Of<V1PodDisruptionBudget>().Any(budget => budget.Spec.Selector.MatchLabels.All(deployment.Spec.Template.Metadata.Labels.Contains)))
        {
            yield return $"{name}: has no disruption budget";
        }
    }

    /// <summary>Every address the gateway's routes name is a service with pods behind it, on that port; and only the gateway is reached from outside.</summary>
    private static IEnumerable<string> Addresses(Manifests manifests)
    {
        using var routes = JsonDocument.Parse(File.ReadAllText(Path.Combine(DataSets.Repository(), "services", "gateway", "cluster.json")));
        foreach (var cluster in routes.RootElement.GetProperty("ReverseProxy").GetProperty("Clusters").EnumerateObject())
        {
            var address = new Uri(cluster.Value.GetProperty("Destinations").GetProperty("1").GetProperty("Address").GetString()!);
            var service = manifests.Of<V1Service>().SingleOrDefault(one => one.Metadata.Name == address.Host);
            if (service?.Spec.Ports.Any(port => port.Port == address.Port) != true
                || !manifests.Deployments.Any(one => service.Spec.Selector.All(one.Spec.Template.Metadata.Labels.Contains)))
            {
                yield return $"the route {cluster.Name} leads to {address}, where nobody is";
            }
        }

        foreach (var service in manifests.Of<V1Service>().Where(one => one.Spec.Type is "NodePort" or "LoadBalancer" && one.Metadata.Name != "gateway"))
        {
            yield return $"{service.Metadata.Name} faces out";
        }
    }

    private static IEnumerable<string> Scaling(Manifests manifests)
    {
        foreach (var (target, kind) in new[] { ("training-worker", TrainingRunner.Kind), ("autolabel-worker", AutoLabelRunner.Kind) })
        {
            var scaled = manifests.Of<ScaledObject>().SingleOrDefault(one => one.Spec.ScaleTargetRef.Name == target);
            var query = scaled?.Spec.Triggers.Single().Metadata["query"] ?? "";
            if (!query.Contains($"FROM jobs WHERE kind = '{kind}' AND state IN ('{JobState.Queued}', '{JobState.Running}')", StringComparison.Ordinal))
            {
                yield return $"{target} is not scaled by its jobs that are queued or running: {query}";
            }

            var asked = scaled?.Spec.Triggers.Single().Metadata ?? [];
            var works = new NpgsqlConnectionStringBuilder(Settings.Of(manifests, manifests.Deployments.Single(one => one.Metadata.Name == target).Spec.Template.Spec.Containers.Single())
                [$"Database:{nameof(DatabaseOptions.ConnectionString)}"]);
            if ((asked.GetValueOrDefault("host"), asked.GetValueOrDefault("dbName"), asked.GetValueOrDefault("userName")) != (works.Host, works.Database, works.Username))
            {
                yield return $"{target} works on {works.Database} of {works.Host} as {works.Username}, and is not scaled by that";
            }

            if (scaled?.Spec is not { MinReplicaCount: 0, Advanced.HorizontalPodAutoscalerConfig.Behavior.ScaleDown.SelectPolicy: "Disabled" })
            {
                yield return $"{target} is not scaled to none, or may be scaled down while it works";
            }
        }

        foreach (var metric in manifests.Of<V2HorizontalPodAutoscaler>().SelectMany(one => one.Spec.Metrics))
        {
            if (metric.Pods.Metric.Name != PredictionQueue.InFlight.Replace('.', '_'))
            {
                yield return $"no code tells {metric.Pods.Metric.Name}";
            }
        }
    }
}
