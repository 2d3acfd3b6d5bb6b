using Sightloop.Labeling.Labels;

namespace Sightloop.Labeling.Projects;

/// <summary>A project as the API shows it.</summary>
public sealed record ProjectView(
    Guid Id, string Name, string Task, IReadOnlyList<Label> Labels, ImageCounts Counts, ProjectSettings Settings, long Version, DateTimeOffset CreatedAt)
{
    public static ProjectView Of(Project project, ImageCounts counts) => new(
        project.Id, project.Name, project.Task, project.Labels, counts, project.Settings, project.Version, project.CreatedAt);
}

/// <summary>Images by state. <see cref="Begun"/> ones, partly labelled, and <see cref="Unseen"/> ones, accepted under a certificate without a look, are counted in their state as well.</summary>
public sealed record ImageCounts(int Unlabeled, int Auto, int Labeled, int Begun, int Unseen)
{
    public static ImageCounts None { get; } = new(0, 0, 0, 0, 0);
}
