using Sightloop.Contracts.Projects;

namespace Sightloop.Contracts.Questions;

/// <summary>Asked of labeling: does this project exist, and how does it look now?</summary>
public sealed record FindProject(Guid ProjectId);

/// <summary>The answer; <see cref="Project"/> is null when there is no such project.</summary>
public sealed record ProjectFound(ProjectChanged? Project);
