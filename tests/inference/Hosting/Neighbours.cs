using System.Collections.Concurrent;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Tests.Hosting;

/// <summary>What labeling and training know in a test, and what they heard; it outlives restarts of the host.</summary>
public sealed class Neighbours
{
    public ConcurrentDictionary<Guid, ProjectChanged> Projects { get; } = new();
    public ConcurrentDictionary<Guid, ModelTrained> Models { get; } = new();
    public ConcurrentDictionary<Guid, (Guid Project, UndecidedImage Image)> Undecided { get; } = new();

    /// <summary>Those of <see cref="Undecided"/> that a person has labelled.</summary>
    public HashSet<Guid> Labeled { get; } = [];

    public ConcurrentQueue<object> Heard { get; } = new();

    public IEnumerable<T> HeardOf<T>() => Heard.OfType<T>();
}

/// <summary>The service that stands for labeling and training on the test's bus.</summary>
public sealed class NeighbourDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "neighbours");

public sealed class AnswerProject(Neighbours neighbours) : IAnswer<FindProject, ProjectFound>
{
    public Task<ProjectFound> AnswerAsync(FindProject question, CancellationToken cancellation) =>
        Task.FromResult(new ProjectFound(neighbours.Projects.GetValueOrDefault(question.ProjectId)));
}

public sealed class AnswerModel(Neighbours neighbours) : IAnswer<FindModel, ModelFound>
{
    public Task<ModelFound> AnswerAsync(FindModel question, CancellationToken cancellation) => Task.FromResult(new ModelFound(
        question.ModelId is { } id
            ? neighbours.Models.GetValueOrDefault(id)
            : neighbours.Models.Values.Where(model => model.ProjectId == question.ProjectId).MaxBy(model => model.Number)));
}

public sealed class AnswerUndecided(Neighbours neighbours) : IAnswer<ListUndecidedImages, UndecidedImagesListed>
{
    public Task<UndecidedImagesListed> AnswerAsync(ListUndecidedImages question, CancellationToken cancellation) => Task.FromResult(new UndecidedImagesListed(
    [
        .. neighbours.Undecided.Values
            .Where(one => one.Project == question.ProjectId && one.Image.Sequence > question.AfterSequence)
            .Where(one => neighbours.Labeled.Contains(one.Image.Id) == question.Labeled)
            .Where(one => question.ImageIds is null || question.ImageIds.Contains(one.Image.Id))
            .Select(one => one.Image).OrderBy(image => image.Sequence).Take(question.Limit),
    ]));
}

/// <summary>Writes down what inference says.</summary>
public sealed class Listener(Neighbours neighbours)
    : IHear<ImagesAutoLabeled>, IHear<LabeledImagesScored>, IHear<AutoLabelCompleted>, IHear<AutoLabelUndone>, IHear<ImagesEmbedded>
{
    public Task HearAsync(ImagesAutoLabeled message, Transaction transaction) => Keep(message);

    public Task HearAsync(LabeledImagesScored message, Transaction transaction) => Keep(message);

    public Task HearAsync(AutoLabelCompleted message, Transaction transaction) => Keep(message);

    public Task HearAsync(AutoLabelUndone message, Transaction transaction) => Keep(message);

    public Task HearAsync(ImagesEmbedded message, Transaction transaction) => Keep(message);

    private Task Keep(object message)
    {
        neighbours.Heard.Enqueue(message);
        return Task.CompletedTask;
    }
}
