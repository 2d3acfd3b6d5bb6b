using System.Collections.Concurrent;
using System.Diagnostics;
using k8s;
using k8s.Models;
using Sightloop.Testing;

namespace Sightloop.Kubernetes.Tests;

/// <summary>An overlay as kubectl renders it.</summary>
public sealed class Manifests
{
    private static readonly ConcurrentDictionary<string, string> Rendered = new();
    private static readonly string Models = Path.Combine(
        Environment.GetEnvironmentVariable("SIGHTLOOP_CACHE") ?? Path.Combine(Environment.GetEnvironmentVariable("HOME")!, ".cache", "sightloop"), "k8s");

    private readonly List<object> objects;

    private Manifests(string yaml)
    {
        Yaml = yaml;
        // Unknown keys, wrong types and keys that stand twice throw.
        objects = KubernetesYaml.LoadAllFromString(yaml, Operators.Kinds, strict: true);
    }

    public string Yaml { get; }

    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Path.Combine(DataSets.Repository(), "k8s", "overlays")).Select(folder => Path.GetFileName(folder)!).Order()];

    public IEnumerable<V1Deployment> Deployments => Of<V1Deployment>();

    public IEnumerable<T> Of<T>() => objects.OfType<T>();

    public static Manifests Of(string overlay) => new(Render(overlay));

    /// <summary>The overlay with a fault in it.</summary>
    public static Manifests Spoilt(string overlay, string text, string fault) => new(Spoil(overlay, text, fault));

    public static string Render(string overlay) => Rendered.GetOrAdd(overlay, name =>
    {
        var kubectl = Path.Combine(Models, "kubectl");
        return Run(File.Exists(kubectl) ? kubectl : "kubectl", "", "kustomize", Path.Combine(DataSets.Repository(), "k8s", "overlays", name));
    });

    public static string Spoil(string overlay, string text, string fault)
    {
        var yaml = Render(overlay);
        Assert.Contains(text, yaml, StringComparison.Ordinal);
        return yaml.Replace(text, fault, StringComparison.Ordinal);
    }

    /// <summary>What the models say of it: required fields, enumerations, formats.</summary>
    public static IReadOnlyList<string> Faults(string yaml)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Models, "node_modules")), $"no models in {Models}: run infra/install test");
        return Run("node", yaml, Path.Combine(Models, "check.mjs")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output.GetAwaiter().GetResult();
    }
}
