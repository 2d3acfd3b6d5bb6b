using System.Text.RegularExpressions;

namespace Sightloop.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    private static readonly string[] HandWritten = [".cs", ".ts", ".tsx", ".css", ".sql", ".mjs"];

    /// <summary>Words that name a drawer, not a thing.</summary>
    private static readonly HashSet<string> NoNames = ["Helper", "Helpers", "Util", "Utils", "Common", "Manager", "Core"];

    /// <summary>
    /// Folders of the machine this was written on and hosts of package registries, where a path or a name begins (a relative import may hold a folder of
    /// the same name); split, so that this file does not match.
    /// </summary>
    private static readonly string[] NotToBeSaid =
        ["/wo" + "rk/", "api.nu" + "get.org", "registry.np" + "mjs.org", "deb.deb" + "ian.org", "archive.ubu" + "ntu.com", "py" + "pi.org"];

    [Fact]
    public void A_file_has_at_most_400_lines() =>
        Findings.None(
            from file in Repository.Files
            where HandWritten.Contains(Path.GetExtension(file)) && !IsGenerated(file)
            let lines = Repository.Read(file).AsSpan().Count('\n')
            where lines > LongestFile
            select $"{file}: {lines} lines");

    [Fact]
    public void No_file_folder_or_type_is_a_drawer() =>
        Findings.None(
            (from file in Repository.Files
             where HandWritten.Contains(Path.GetExtension(file)) && !IsGenerated(file)
             from part in file.Split('/')
             where IsNoName(Path.GetFileNameWithoutExtension(part))
             select file)
            .Concat(
                from file in Repository.Sources
                from Match type in TypeDeclaration().Matches(Repository.Read(file))
                where IsNoName(type.Groups["name"].Value)
                select $"{file}: {type.Groups["name"].Value}"));

    [Fact]
    public void A_namespace_says_its_folder() =>
        Findings.None(
            from file in Repository.Sources
            let project = Repository.Projects.Where(project => file.StartsWith(project.Folder + '/', StringComparison.Ordinal)).MaxBy(project => project.Folder.Length)
            where project is not null
            let folder = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!)
            let expected = folder == "." ? project.Name : $"{project.Name}.{folder.Replace('/', '.')}"
            let stated = NamespaceDeclaration().Match(Repository.Read(file))
            where stated.Success && stated.Groups["name"].Value != expected
            select $"{file}: {stated.Groups["name"].Value}, not {expected}");

    [Fact]
    public void Nothing_tells_of_the_machine_it_was_written_on() =>
        Findings.None(
            from file in Repository.Files
            where !IsBinary(file)
            let text = Repository.Read(file)
            from word in NotToBeSaid
            where Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(word)}", RegexOptions.IgnoreCase)
            select $"{file}: {word}");

    [Fact]
    public void The_readmes_map_leads_to_places_that_exist()
    {
        Assert.SkipUnless(Repository.Files.Contains("README.md"), "There is no README.md yet.");
        var paths =
            (from line in Repository.Read("README.md").Split('\n')
             where line.StartsWith('|')
             from Match quoted in QuotedPath().Matches(line)
             let path = quoted.Groups["path"].Value
             where Repository.Files.Any(file => file.StartsWith(path.Split('/')[0] + '/', StringComparison.Ordinal))
             select path).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    private static bool IsNoName(string name) => Word().Matches(name).Any(word => NoNames.Contains(word.Value)) || NoNames.Contains(Capitalised(name));

    private static string Capitalised(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static bool IsGenerated(string file) =>
        file.Contains("/Generated/", StringComparison.Ordinal) || file.Contains("/generated/", StringComparison.Ordinal);

    private static bool IsBinary(string file)
    {
        var start = new byte[4096];
        using var stream = File.OpenRead(Path.Combine(Repository.Root, file));
        return start.AsSpan(0, stream.Read(start)).Contains((byte)0);
    }

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum)\s+(?:class\s+|struct\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex("`(?<path>[\\w.-]+(?:/[\\w.-]+)*/?)`")]
    private static partial Regex QuotedPath();
}
