namespace Sightloop.Kubernetes.Tests;

public sealed class SchemaTests
{
    /// <summary>Kinds of operators that publish no models: checked by <see cref="Operators"/> alone.</summary>
    private static readonly string[] WithoutModels =
        ["no model: postgresql.cnpg.io/v1 Cluster", "no model: postgresql.cnpg.io/v1 Database", "no model: rabbitmq.com/v1beta1 RabbitmqCluster"];

    public static TheoryData<string> Overlays => Manifests.Overlays;

    [Theory, MemberData(nameof(Overlays))]
    public void Every_object_is_one_that_a_cluster_takes(string overlay)
    {
        Assert.True(Manifests.Of(overlay).Deployments.Count() >= 9);
        Assert.Empty(Manifests.Faults(Manifests.Render(overlay)).Except(WithoutModels));
    }

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 45", "terminationGracePeriodSecond: 45")]
    [InlineData("failureThreshold: 60", "failureThreshold: often")]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFileSystem: true")]
    [InlineData("cooldownPeriod: 120", "cooldown: 120")]
    [InlineData("minReplicaCount: 0", "minReplicaCount: none")]
    [InlineData("passwordSecret:", "passwordSecrets:")]
    public void A_key_that_nobody_knows_or_a_value_of_another_type_is_found(string text, string fault) =>
        Assert.ThrowsAny<Exception>(() => Manifests.Spoilt("production", text, fault));

    [Theory]
    [InlineData("pathType: Prefix", "pathType: Beginning")]
    [InlineData("  scaleTargetRef:\n    name: training-worker\n", "")]
    [InlineData("path: /health/ready\n            port: http", "path: /health/ready")]
    public void A_missing_field_or_a_word_that_is_none_of_the_enumeration_is_found(string text, string fault) =>
        Assert.NotEmpty(Manifests.Faults(Manifests.Spoil("production", text, fault)).Except(WithoutModels));
}
