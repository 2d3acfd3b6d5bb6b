using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Queue;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests;

/// <summary>The other services as labeling meets them: through events and questions on the bus.</summary>
public sealed class Neighbours
{
    private readonly ConcurrentQueue<object> heard = new();
    private readonly ConcurrentDictionary<Guid, FoundImage> images = new();
    private readonly ConcurrentDictionary<Guid, ModelTrained> models = new();

    private IReadOnlyList<CertifiedImage> certified = [];

    internal NeighbourDatabase? Database { get; set; }

    /// <summary>Everything that labeling has said so far, of one kind.</summary>
    public IReadOnlyList<T> Heard<T>() => [.. heard.OfType<T>()];

    /// <summary>Waits for something that labeling says.</summary>
    public async Task<T> HearsAsync<T>(Func<T, bool> which)
    {
        await Wait.UntilAsync(() => Task.FromResult(heard.OfType<T>().Any(which)), what: $"labeling said such a {typeof(T).Name}");
        return heard.OfType<T>().First(which);
    }

    /// <summary>Says an event through an outbox, as a service does.</summary>
    public Task SayAsync<T>(T message) where T : class => Database!.WriteAsync(t =>
    {
        t.Publish(message);
        return Task.CompletedTask;
    }, default);

    /// <summary>Ingest stores images: it answers for them at once, and tells of them if <paramref name="told"/>.</summary>
    public async Task<IReadOnlyList<ImageRecord>> IngestAsync(Guid project, int count, bool told = true, Func<ImageRecord, ImageRecord>? with = null)
    {
        var first = images.Values.Count(i => i.ProjectId == project) + 1;
        ImageRecord[] records = [.. Enumerable.Range(first, count).Select(n => (with ?? (r => r))(NewImage(n)))];
        foreach (var record in records)
        {
            images[record.Id] = new FoundImage(project, record);
        }

        foreach (var batch in told ? records.Chunk(64) : [])
        {
            await SayAsync(new ImagesIngested { ProjectId = project, Images = batch, Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch });
        }

        return records;
    }

    /// <summary>Audit answers which images its certificates accept.</summary>
    public void Certify(params CertifiedImage[] accepted) => certified = accepted;

    /// <summary>Training answers for a model.</summary>
    public void Keep(ModelTrained model) => models[model.ModelId] = model;

    private static ImageRecord NewImage(int sequence) => new()
    {
        Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(sequence)), Sequence = sequence, Name = $"image-{sequence:D5}.jpg", Width = 640, Height = 480,
        Sha256 = $"{sequence:x64}", ObjectKey = $"images/{sequence:x64}",
        // Far apart in bits: no near-duplicates unless a test wants them.
        PerceptualHash = unchecked(sequence * (long)0x9E3779B97F4A7C15UL), IngestedAt = DateTimeOffset.UnixEpoch.AddSeconds(sequence),
    };

    internal static void AddTo(IHostApplicationBuilder builder) => builder.AddService<NeighbourDatabase>("neighbours")
        .Hears<ProjectChanged, ProjectChangedEar>().Hears<ProjectDeleted, ProjectDeletedEar>().Hears<LabelsSaved, LabelsSavedEar>()
        .Hears<ReviewDecided, ReviewDecidedEar>().Hears<ClaimsChanged, ClaimsChangedEar>().Hears<TrainingRequested, TrainingRequestedEar>().Hears<AutoLabelRequested, AutoLabelRequestedEar>()
        .Answers<FindImages, ImagesFound, Ingest>().Answers<ListImages, ImagesListed, Ingest>().Answers<FindModel, ModelFound, Training>()
        .Answers<ListCertified, CertifiedListed, Audit>();

    internal abstract class Ear<T>(Neighbours neighbours) : IHear<T> where T : class
    {
        public Task HearAsync(T message, Transaction transaction)
        {
            transaction.AfterCommit(() => neighbours.heard.Enqueue(message));
            return Task.CompletedTask;
        }
    }

    internal sealed class ProjectChangedEar(Neighbours neighbours) : Ear<ProjectChanged>(neighbours);

    internal sealed class ProjectDeletedEar(Neighbours neighbours) : Ear<ProjectDeleted>(neighbours);

    internal sealed class LabelsSavedEar(Neighbours neighbours) : Ear<LabelsSaved>(neighbours);

    internal sealed class ClaimsChangedEar(Neighbours neighbours) : Ear<ClaimsChanged>(neighbours);

    internal sealed class ReviewDecidedEar(Neighbours neighbours) : Ear<ReviewDecided>(neighbours);

    internal sealed class TrainingRequestedEar(Neighbours neighbours) : Ear<TrainingRequested>(neighbours);

    internal sealed class AutoLabelRequestedEar(Neighbours neighbours) : Ear<AutoLabelRequested>(neighbours);

    internal sealed class Ingest(Neighbours neighbours) : IAnswer<FindImages, ImagesFound>, IAnswer<ListImages, ImagesListed>
    {
        public Task<ImagesFound> AnswerAsync(FindImages question, CancellationToken cancellation) => Task.FromResult(new ImagesFound(
            [.. question.ImageIds.Where(neighbours.images.ContainsKey).Select(id => neighbours.images[id])]));

        public Task<ImagesListed> AnswerAsync(ListImages question, CancellationToken cancellation) => Task.FromResult(new ImagesListed(
            [.. neighbours.images.Values.Where(i => i.ProjectId == question.ProjectId && i.Image.Sequence > question.AfterSequence)
                .Select(i => i.Image).OrderBy(i => i.Sequence).Take(question.Limit)]));
    }

    internal sealed class Training(Neighbours neighbours) : IAnswer<FindModel, ModelFound>
    {
        public Task<ModelFound> AnswerAsync(FindModel question, CancellationToken cancellation) => Task.FromResult(new ModelFound(
            question.ModelId is { } id ? neighbours.models.GetValueOrDefault(id) : neighbours.models.Values.Where(m => m.ProjectId == question.ProjectId).MaxBy(m => m.Number)));
    }

    internal sealed class Audit(Neighbours neighbours) : IAnswer<ListCertified, CertifiedListed>
    {
        public Task<CertifiedListed> AnswerAsync(ListCertified question, CancellationToken cancellation) => Task.FromResult(new CertifiedListed(
            [.. neighbours.certified.Where(image => image.Place > question.AfterPlace).OrderBy(image => image.Place).Take(question.Limit)]));
    }
}
