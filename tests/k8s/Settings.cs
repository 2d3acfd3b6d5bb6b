using k8s.Models;
using Microsoft.Extensions.Configuration;
using Sightloop.Gateway.Accounts;
using Sightloop.Inference.AutoLabels;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Embeddings;
using Sightloop.Inference.Models;
using Sightloop.Inference.Predictions;
using Sightloop.Ingest;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Telemetry;
using Sightloop.Training;

namespace Sightloop.Kubernetes.Tests;

/// <summary>A container's settings, bound as the code binds them.</summary>
internal static class Settings
{
    private static readonly (string Section, Type Options)[] Known =
    [
        ("Database", typeof(DatabaseOptions)), ("Bus", typeof(BusOptions)), (ObjectOptions.Section, typeof(ObjectOptions)), (TelemetryOptions.Section, typeof(TelemetryOptions)),
        (IngestOptions.Section, typeof(IngestOptions)), ("Training", typeof(TrainingConfiguration)), (DetectorOptions.Section, typeof(DetectorOptions)),
        (ModelOptions.Section, typeof(ModelOptions)), (PredictionOptions.Section, typeof(PredictionOptions)), (AutoLabelOptions.Section, typeof(AutoLabelOptions)),
        (EmbeddingOptions.Section, typeof(EmbeddingOptions)), (AccountOptions.Section, typeof(AccountOptions)),
    ];

    /// <summary>Read one by one by the code, or by .NET, or only named in another value.</summary>
    private static readonly string[] Single = ["Role", "Identity:Key", "Gateway:ResolveNames", "ASPNETCORE_HTTP_PORTS", "DATABASE_PASSWORD", "RABBITMQ_USER", "RABBITMQ_PASSWORD"];

    public static Dictionary<string, string> Of(Manifests manifests, V1Container container)
    {
        var settings = container.EnvFrom.SelectMany(from => manifests.Of<V1ConfigMap>().Single(map => map.Metadata.Name == from.ConfigMapRef.Name).Data)
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value);
        foreach (var variable in container.Env)
        {
            var value = variable.Value ?? $"{variable.ValueFrom.SecretKeyRef.Name}/{variable.ValueFrom.SecretKeyRef.Key}";
            // Kubernetes fills in only what stands before.
            Assert.All(container.Env.Where(other => value.Contains($"$({other.Name})", StringComparison.Ordinal)),
                other => Assert.True(container.Env.IndexOf(other) < container.Env.IndexOf(variable), $"{other.Name} stands behind {variable.Name}, which needs it"));
            settings[variable.Name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return settings;
    }

    public static IEnumerable<string> Findings(Dictionary<string, string> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        foreach (var key in settings.Keys.Except(Single))
        {
            if (!Known.Any(known => key.StartsWith($"{known.Section}:", StringComparison.Ordinal) && known.Options.GetProperty(key[(known.Section.Length + 1)..]) is not null))
            {
                yield return $"no code reads {key}";
            }
        }

        foreach (var (section, type) in Known)
        {
            if (Bind(configuration.GetSection(section), type) is { } fault)
            {
                yield return fault;
            }
        }

        if (settings.TryGetValue("Role", out var role) && !Enum.TryParse<ServiceRole>(role, ignoreCase: true, out _))
        {
            yield return $"there is no role {role}";
        }
    }

    private static string? Bind(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
