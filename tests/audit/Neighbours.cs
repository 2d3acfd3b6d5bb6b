using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Testing;

namespace Sightloop.Audit.Tests;

/// <summary>Labeling and training as audit meets them: they answer its questions and hear what it says.</summary>
public sealed class Neighbours
{
    private readonly ConcurrentQueue<object> heard = new();

    public Guid Project { get; } = Guid.CreateVersion7();
    public Guid Run { get; } = Guid.CreateVersion7();
    public Guid Model { get; } = Guid.CreateVersion7();
    public Guid Raccoon { get; } = Guid.CreateVersion7();

    /// <summary>The proposals that nobody has decided, surest first.</summary>
    public IReadOnlyList<WaitingProposal> Waiting { get; private set; } = [];

    /// <summary>Happens between the moment that labeling's answer is of and its arrival.</summary>
    public Func<Task>? WhileTelling { get; set; }

    /// <summary>Somebody decided on it: it waits no more.</summary>
    public void Decided(Guid image) => Waiting = [.. Waiting.Where(waiting => waiting.ImageId != image)];

    /// <summary>A model suggests one raccoon in each of so many images, less and less sure.</summary>
    public void Suggest(int images) => Waiting =
    [
        .. Enumerable.Range(1, images).Select(n => new WaitingProposal
        {
            ImageId = Guid.CreateVersion7(), Sequence = n, ProposalId = Guid.CreateVersion7(), ModelId = Model, Score = 1 - (n / (images + 1.0)),
            BoxIds = [Guid.CreateVersion7()],
            Boxes = [new ProposedBox { LabelId = Raccoon, Score = 0.9f, Tier = "solid", Box = new BoxRecord(n, 10, 50, 40) }],
        }),
    ];

    public IReadOnlyList<T> Heard<T>() => [.. heard.OfType<T>()];

    /// <summary>Waits for something that audit says.</summary>
    public async Task<T> HearsAsync<T>(Func<T, bool> which)
    {
        await Wait.UntilAsync(() => Task.FromResult(heard.OfType<T>().Any(which)), what: $"audit said such a {typeof(T).Name}");
        return heard.OfType<T>().First(which);
    }

    internal static void AddTo(IHostApplicationBuilder builder) => builder.AddService<NeighbourDatabase>("neighbours")
        .Hears<SampleDrawn, DrawnEar>().Hears<CertificateIssued, IssuedEar>().Hears<CertificateVoided, VoidedEar>()
        .Answers<ListProposals, ProposalsListed, Labeling>().Answers<FindModel, ModelFound, Training>();

    internal abstract class Ear<T>(Neighbours neighbours) : IHear<T> where T : class
    {
        public Task HearAsync(T message, Transaction transaction)
        {
            transaction.AfterCommit(() => neighbours.heard.Enqueue(message));
            return Task.CompletedTask;
        }
    }

    internal sealed class DrawnEar(Neighbours neighbours) : Ear<SampleDrawn>(neighbours);

    internal sealed class IssuedEar(Neighbours neighbours) : Ear<CertificateIssued>(neighbours);

    internal sealed class VoidedEar(Neighbours neighbours) : Ear<CertificateVoided>(neighbours);

    internal sealed class Labeling(Neighbours neighbours) : IAnswer<ListProposals, ProposalsListed>
    {
        public async Task<ProposalsListed> AnswerAsync(ListProposals question, CancellationToken cancellation)
        {
            var told = new ProposalsListed
            {
                ProjectMissing = question.ProjectId != neighbours.Project, AutoLabelId = neighbours.Run,
                Images = question.ProjectId == neighbours.Project && (question.AutoLabelId ?? neighbours.Run) == neighbours.Run
                    ? [.. neighbours.Waiting.Where(image => image.Sequence > question.AfterSequence).Take(question.Limit)] : [],
            };
            await (neighbours.WhileTelling?.Invoke() ?? Task.CompletedTask);
            return told;
        }
    }

    internal sealed class Training(Neighbours neighbours) : IAnswer<FindModel, ModelFound>
    {
        public Task<ModelFound> AnswerAsync(FindModel question, CancellationToken cancellation) => Task.FromResult(new ModelFound(new ModelTrained
        {
            ProjectId = question.ProjectId, ModelId = neighbours.Model, TrainingId = neighbours.Run, SnapshotId = neighbours.Raccoon, Number = 3, Task = "detection",
            OnnxKey = "models/3.onnx", ImageSize = 416, LabelIds = [neighbours.Raccoon], Thresholds = [0.5f], Seconds = 60, Actor = "ada",
            OccurredAt = DateTimeOffset.UnixEpoch,
        }));
    }
}

/// <summary>The neighbours' own outbox and inbox.</summary>
public sealed class NeighbourDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "neighbours");
