namespace Sightloop.Kubernetes.Tests;

public sealed class CodeTests
{
    public static TheoryData<string> Overlays => Manifests.Overlays;

    [Theory, MemberData(nameof(Overlays))]
    public void Ports_paths_settings_addresses_and_queries_are_those_of_the_code(string overlay) =>
        Assert.True(!Rules.Findings(Manifests.Of(overlay)).Any(), string.Join('\n', Rules.Findings(Manifests.Of(overlay))));

    [Theory]
    [InlineData("path: /health/ready", "path: /ready")]
    [InlineData("containerPort: 8080", "containerPort: 8081")]
    [InlineData("containerPort: 9464", "containerPort: 9465")]
    [InlineData("- name: http\n    port: 8080", "- name: http\n    port: 80")]
    [InlineData("Database__Kind", "Database__Sort")]
    [InlineData("Telemetry__MetricsPort: \"9464\"", "Telemetry__MetricsPort: many")]
    [InlineData("value: worker", "value: labourer")]
    [InlineData("name: Inference__AutoLabels__Parallel", "name: Inference__AutoLabels__Count")]
    [InlineData("'running')", "'failed')")]
    [InlineData("kind = 'training'", "kind = 'train'")]
    [InlineData("dbName: training", "dbName: trainings")]
    [InlineData("userName: inference", "userName: postgres")]
    [InlineData("sightloop_predict_in_flight", "sightloop_predictions")]
    [InlineData("terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 30")]
    [InlineData("runAsNonRoot: true", "runAsNonRoot: false")]
    [InlineData("selectPolicy: Disabled", "selectPolicy: Max")]
    [InlineData("name: inference-worker\n  namespace: sightloop\nspec:\n  clusterIP: None", "name: predictions\n  namespace: sightloop\nspec:\n  clusterIP: None")]
    public void What_no_longer_fits_the_code_is_found(string text, string fault) => Assert.NotEmpty(Rules.Findings(Manifests.Spoilt("production", text, fault)));

    [Fact]
    public void The_gpu_overlay_gives_each_worker_a_gpu_and_nobody_else_one()
    {
        foreach (var deployment in Manifests.Of("gpu").Deployments)
        {
            var pod = deployment.Spec.Template.Spec;
            var isWorker = deployment.Metadata.Name.EndsWith("-worker", StringComparison.Ordinal);
            Assert.Equal(isWorker, pod.Containers.Single().Resources.Limits.ContainsKey("nvidia.com/gpu"));
            Assert.Equal(isWorker, pod.NodeSelector?.ContainsKey("nvidia.com/gpu.present") == true);
            Assert.Equal(isWorker, pod.Tolerations?.Any(toleration => toleration.Key == "nvidia.com/gpu") == true);
            Assert.Equal(isWorker, pod.Containers.Single().Image.EndsWith("-cuda", StringComparison.Ordinal));
        }
    }
}
