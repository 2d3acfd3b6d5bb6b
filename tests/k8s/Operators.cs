using k8s;
using k8s.Models;

namespace Sightloop.Kubernetes.Tests;

/// <summary>
/// What of the operators' own kinds the overlays use, so that a key they do not know is a fault. KEDA's are checked by its models too; for RabbitMQ's and
/// CloudNativePG's there is no package of models, and these stand by their documentation.
/// </summary>
public static class Operators
{
    public static Dictionary<string, Type> Kinds { get; } = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
        ["rabbitmq.com/v1beta1/RabbitmqCluster"] = typeof(RabbitmqCluster),
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(PostgresCluster),
        ["postgresql.cnpg.io/v1/Database"] = typeof(PostgresDatabase),
    };
}

public abstract class Custom<TSpec> : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
    public TSpec Spec { get; set; } = default!;
}

public sealed class ScaledObject : Custom<ScaledObject.ScaledSpec>
{
    public sealed class ScaledSpec
    {
        public Target ScaleTargetRef { get; set; } = new();
        public int? MinReplicaCount { get; set; }
        public int? MaxReplicaCount { get; set; }
        public int? PollingInterval { get; set; }
        public int? CooldownPeriod { get; set; }
        public AdvancedSpec? Advanced { get; set; }
        public List<Trigger> Triggers { get; set; } = [];
    }

    public sealed class Target
    {
        public string Name { get; set; } = "";
    }

    public sealed class AdvancedSpec
    {
        public HpaConfig? HorizontalPodAutoscalerConfig { get; set; }
    }

    public sealed class HpaConfig
    {
        public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }
    }

    public sealed class Trigger
    {
        public string Type { get; set; } = "";
        public string? MetricType { get; set; }
        public Dictionary<string, string> Metadata { get; set; } = [];
        public Target? AuthenticationRef { get; set; }
    }
}

public sealed class TriggerAuthentication : Custom<TriggerAuthentication.AuthenticationSpec>
{
    public sealed class AuthenticationSpec
    {
        public List<SecretRef> SecretTargetRef { get; set; } = [];
    }

    public sealed class SecretRef
    {
        public string Parameter { get; set; } = "";
        public string Name { get; set; } = "";
        public string Key { get; set; } = "";
    }
}

public sealed class RabbitmqCluster : Custom<RabbitmqCluster.RabbitSpec>
{
    public sealed class RabbitSpec
    {
        public string? Image { get; set; }
        public int? Replicas { get; set; }
        public PersistenceSpec? Persistence { get; set; }
        public V1ResourceRequirements? Resources { get; set; }
        public ConfigSpec? Rabbitmq { get; set; }
    }

    public sealed class PersistenceSpec
    {
        public string? Storage { get; set; }
    }

    public sealed class ConfigSpec
    {
        public string? AdditionalConfig { get; set; }
    }
}

public sealed class PostgresCluster : Custom<PostgresCluster.PostgresSpec>
{
    public sealed class PostgresSpec
    {
        public int Instances { get; set; }
        public string? ImageName { get; set; }
        public StorageSpec? Storage { get; set; }
        public ServerSpec? Postgresql { get; set; }
        public V1ResourceRequirements? Resources { get; set; }
        public ManagedSpec? Managed { get; set; }
    }

    public sealed class StorageSpec
    {
        public string? Size { get; set; }
    }

    public sealed class ServerSpec
    {
        public Dictionary<string, string>? Parameters { get; set; }
        public SynchronousSpec? Synchronous { get; set; }
    }

    public sealed class SynchronousSpec
    {
        public string Method { get; set; } = "";
        public int Number { get; set; }
    }

    public sealed class ManagedSpec
    {
        public List<RoleSpec> Roles { get; set; } = [];
    }

    public sealed class RoleSpec
    {
        public string Name { get; set; } = "";
        public string? Ensure { get; set; }
        public bool? Login { get; set; }
        public V1LocalObjectReference? PasswordSecret { get; set; }
    }
}

public sealed class PostgresDatabase : Custom<PostgresDatabase.DatabaseSpec>
{
    public sealed class DatabaseSpec
    {
        public string Name { get; set; } = "";
        public string Owner { get; set; } = "";
        public V1LocalObjectReference Cluster { get; set; } = new();
    }
}
