using System.Security.Cryptography;
using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Audit.Certificates;

/// <summary>The undecided proposals of one run, as labeling told them; or why there are none.</summary>
public sealed record Frozen(Guid RunId, ModelTrained Model, IReadOnlyList<WaitingProposal> Images);

/// <summary>Freezes a population and draws the first of its sample.</summary>
public sealed class PromiseDrawing(Questions questions)
{
    private const int PageSize = 500;

    /// <summary>Asks labeling for the population and training for its model.</summary>
    /// <returns>Null when there is no such project; no images when nothing waits.</returns>
    /// <exception cref="OwnerSilentException">One of them does not answer.</exception>
    public async Task<Frozen?> FreezeAsync(Guid project, PromiseBody asked, CancellationToken cancellation)
    {
        var images = new List<WaitingProposal>();
        var run = asked.AutolabelId;
        ProposalsListed page;
        do
        {
            page = await questions.AskAsync<ListProposals, ProposalsListed>(new(project, run, images.Count == 0 ? 0 : images[^1].Sequence, PageSize), cancellation);
            run = page.AutoLabelId;
            images.AddRange(page.Images);
        }
        while (page.Images.Count == PageSize);

        if (page.ProjectMissing)
        {
            return null;
        }

        var kept = images.Where(image => image.Score >= (asked.ScoreFrom ?? 0)).ToList();
        return kept.Count == 0
            ? new(run ?? Guid.Empty, null!, [])
            : (await questions.AskAsync<FindModel, ModelFound>(new(project, kept[0].ModelId), cancellation)).Model is { } model
                ? new(run!.Value, model, kept)
                : new(run!.Value, null!, []);
    }

    /// <summary>Keeps the frozen population and draws what the first band needs.</summary>
    public static async Task<Promise> DrawAsync(Transaction t, Guid project, PromiseBody asked, Frozen frozen, string actor)
    {
        var seed = asked.Seed ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var scores = frozen.Images.Select(image => image.Score).ToList();
        var maxWrong = asked.MaxWrong ?? PromiseBody.UsualWrong;
        var promise = new Promise
        {
            Id = Guid.CreateVersion7(t.Now), ProjectId = project, AutolabelId = frozen.RunId, ModelId = frozen.Model.ModelId, ModelNumber = frozen.Model.Number,
            SnapshotId = frozen.Model.SnapshotId, MaxWrong = maxWrong, Confidence = asked.Confidence ?? PromiseBody.UsualConfidence, ScoreFrom = asked.ScoreFrom,
            Seed = seed, Population = scores.Count, AskedBy = actor, AskedAt = t.Now,
            Bands = Json.Write(asked.ScoreFrom is null ? Band.Of(scores, maxWrong) : [new Band(scores.Min(), scores.Count)]),
        };
        await promise.InsertAsync(t);
        var images = frozen.Images.ToDictionary(image => image.ImageId);
        await FrozenImage.InsertAsync(t, [.. RandomOrder.Of(seed, images.Keys).Select((id, i) => new FrozenImage
        {
            CertificateId = promise.Id, ImageId = id, Place = i + 1, Score = images[id].Score, ProposalId = images[id].ProposalId,
            BoxIds = Json.Write(images[id].BoxIds),
            Proposed = Json.Write(images[id].Boxes.Select(box => new ComparedBox(box.LabelId, box.Box))),
        })]);
        await PromiseProgress.GoOnAsync(t, promise, actor);
        return promise;
    }
}
