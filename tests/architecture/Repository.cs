using System.Diagnostics;
using System.Xml.Linq;

namespace Sightloop.Architecture.Tests;

/// <summary>The repository's own files, as git sees them: tracked or new, and not ignored. Paths are relative, with slashes.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Files { get; } =
        [.. Run("git", "ls-files", "--cached", "--others", "--exclude-standard").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Path.Combine(Root, file)))];

    public static IEnumerable<Project> Projects { get; } = [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Read)];

    /// <summary>Hand-written C#.</summary>
    public static IEnumerable<string> Sources =>
        Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains("/Generated/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}

/// <param name="File">Path of the csproj.</param>
/// <param name="References">Referenced projects' paths.</param>
/// <param name="Packages">Referenced packages' names, under any condition.</param>
internal sealed record Project(string File, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Folder => Path.GetDirectoryName(File)!;

    public bool IsTest => File.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsService => File.StartsWith("services/", StringComparison.Ordinal) && Folder != "services/standalone";

    public static Project Read(string file)
    {
        var xml = XDocument.Parse(Repository.Read(file));
        IReadOnlyList<string> Included(string element) =>
            [.. xml.Descendants(element).Select(item => ((string?)item.Attribute("Include") ?? "").Replace('\\', '/')).Where(path => path.Length > 0)];
        var folder = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!);
        return new Project(
            file,
            [.. Included("ProjectReference").Select(path => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, folder)))],
            Included("PackageReference"));
    }
}
