using Sightloop.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Sightloop.Kubernetes.Tests.Compose;

/// <summary>What of the compose specification infra/compose.yml uses; a key it does not know is a fault.</summary>
public sealed class ComposeFile
{
    public string Name { get; set; } = "";
    public Dictionary<string, ComposeService> Services { get; set; } = [];
    public Dictionary<string, object?> Volumes { get; set; } = [];

    [YamlMember(Alias = "x-service", ApplyNamingConventions = false)]
    public ComposeService? Service { get; set; }

    [YamlMember(Alias = "x-settings", ApplyNamingConventions = false)]
    public Dictionary<string, string>? Settings { get; set; }

    /// <summary>The services that are built here; the others are servers from elsewhere.</summary>
    public IEnumerable<KeyValuePair<string, ComposeService>> Own => Services.Where(service => service.Value.Build is not null);

    public static string Text { get; } = File.ReadAllText(Path.Combine(DataSets.Repository(), "infra", "compose.yml"));

    public static ComposeFile Read(string text) => new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking().Build().Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(text))));
}

public sealed class ComposeService
{
    public ComposeBuild? Build { get; set; }
    public string? Image { get; set; }
    public string? Hostname { get; set; }
    public List<string> Command { get; set; } = [];
    public Dictionary<string, string> Environment { get; set; } = [];
    public List<string> Ports { get; set; } = [];
    public List<string> Volumes { get; set; } = [];
    public List<string> Tmpfs { get; set; } = [];
    public List<string> CapDrop { get; set; } = [];
    public List<string> SecurityOpt { get; set; } = [];
    public bool ReadOnly { get; set; }
    public string Restart { get; set; } = "";
    public string? StopGracePeriod { get; set; }
    public ComposeHealth? Healthcheck { get; set; }
    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];
}

public sealed class ComposeBuild
{
    public string Context { get; set; } = "";
    public string Dockerfile { get; set; } = "";
    public Dictionary<string, string> Args { get; set; } = [];
}

public sealed class ComposeHealth
{
    public List<string> Test { get; set; } = [];
    public string Interval { get; set; } = "";
    public string Timeout { get; set; } = "";
    public int Retries { get; set; }
}

public sealed class ComposeDependency
{
    public string Condition { get; set; } = "";
}
