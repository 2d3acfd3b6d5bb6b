using System.Text.RegularExpressions;

namespace Sightloop.Architecture.Tests;

public sealed partial class ReferenceTests
{
    [Fact]
    public void Services_reference_shared_projects_only() =>
        Findings.None(
            from project in Repository.Projects
            where project.IsService || project.File.StartsWith("shared/", StringComparison.Ordinal)
            from reference in project.References
            where !reference.StartsWith("shared/", StringComparison.Ordinal)
            select $"{project.File} references {reference}");

    [Fact]
    public void The_demo_speaks_http_and_references_no_service() =>
        Findings.None(
            from project in Repository.Projects
            where project.File.StartsWith("infra/", StringComparison.Ordinal)
            from reference in project.References
            where reference.StartsWith("services/", StringComparison.Ordinal)
            select $"{project.File} references {reference}");

    [Fact]
    public void Services_and_shared_code_name_no_other_services_namespace()
    {
        var services = Repository.Projects.Where(project => project.IsService).ToList();
        Assert.NotEmpty(services);
        Findings.None(
            from file in Repository.Sources
            let owner = services.FirstOrDefault(service => file.StartsWith(service.Folder + '/', StringComparison.Ordinal))
            where owner is not null || file.StartsWith("shared/", StringComparison.Ordinal)
            from Match name in FirstNamespacePart().Matches(Repository.Read(file))
            where name.Value != owner?.Name && services.Any(service => service.Name == name.Value)
            select $"{file} names {name.Value}");
    }

    [Fact]
    public void Only_training_links_libtorch() =>
        Findings.None(
            from project in Repository.Projects
            where project.Folder is not ("services/training" or "tests/training" or "tests/bench")
            from package in project.Packages
            where package.StartsWith("TorchSharp", StringComparison.Ordinal) || package.StartsWith("libtorch", StringComparison.Ordinal)
            select $"{project.File} references {package}");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Microservices.sln").Replace('\\', '/');
        Assert.All(Repository.Projects, project => Assert.Contains($"\"{project.File}\"", solution));
    }

    [GeneratedRegex(@"\bSightloop\.\w+")]
    private static partial Regex FirstNamespacePart();
}
