using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Tests;

/// <summary>Labeling's side of the question whether a project exists.</summary>
public sealed class LabelingAnswers : IAnswer<FindProject, ProjectFound>
{
    public required Guid Project { get; init; }

    public Task<ProjectFound> AnswerAsync(FindProject question, CancellationToken cancellation) =>
        Task.FromResult(new ProjectFound(question.ProjectId == Project ? Describe(Project) : null));

    public static ProjectChanged Describe(Guid project) => new()
    {
        ProjectId = project, Version = 1, Name = "raccoons", Task = "detection", Labels = [], Change = "created", Actor = "local",
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };
}
