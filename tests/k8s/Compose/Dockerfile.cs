using System.Text.RegularExpressions;
using Sightloop.Testing;

namespace Sightloop.Kubernetes.Tests.Compose;

/// <summary>What an image says about itself: the instructions of its Dockerfile's last stage, and every argument it takes.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Name, string Words)> last;

    private Dockerfile(string text)
    {
        var instructions = Continued().Replace(text, " ").Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2)).Select(words => (Name: words[0], Words: words[1].Trim())).ToList();
        last = instructions[instructions.FindLastIndex(instruction => instruction.Name == "FROM")..];
        Arguments = [.. instructions.Where(instruction => instruction.Name == "ARG").Select(instruction => instruction.Words.Split('=')[0])];
    }

    /// <summary>Where every image of ours answers.</summary>
    public const string Port = "8080";

    public static string Folder { get; } = Path.Combine(DataSets.Repository(), "infra", "docker");

    public HashSet<string> Arguments { get; }

    public IReadOnlyList<string> Ports => Last("EXPOSE").Split(' ');

    public string Volume => Last("VOLUME");

    public string User => Last("USER");

    public string Health => Last("HEALTHCHECK");

    /// <summary>Settings that come with the image.</summary>
    public Dictionary<string, string> Environment => Assignment().Matches(Last("ENV")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    public static Dockerfile Read(string path) => new(File.ReadAllText(Path.Combine(DataSets.Repository(), path)));

    private string Last(string instruction) => last.LastOrDefault(one => one.Name == instruction).Words ?? "";

    [GeneratedRegex(@"\\\n")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Assignment();
}
