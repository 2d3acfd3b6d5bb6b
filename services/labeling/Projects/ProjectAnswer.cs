using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Projects;

/// <summary>Tells other services how a project looks now.</summary>
public sealed class ProjectAnswer(LabelingDatabase database) : IAnswer<FindProject, ProjectFound>
{
    public Task<ProjectFound> AnswerAsync(FindProject question, CancellationToken cancellation) => database.ReadAsync(async reader =>
        new ProjectFound((await ProjectStore.FindAsync(reader, question.ProjectId))?.ToEvent("asked for", before: null, LabelingService.Name, database.Clock.GetUtcNow())),
        cancellation);
}
