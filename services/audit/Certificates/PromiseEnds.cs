using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Audit.Certificates;

/// <summary>What happens to a population outside of its sample ends the promise, or voids the certificate.</summary>
public sealed class PromiseEnds : IHear<ImagesAutoLabeled>, IHear<AutoLabelUndone>, IHear<ImagesDeleted>, IHear<ModelPromoted>, IHear<ProjectDeleted>
{
    public async Task HearAsync(ImagesAutoLabeled message, Transaction transaction)
    {
        await Drawings.NoteAsync(transaction, message.ProjectId, message.Images.Select(image => image.ImageId));
        foreach (var image in (await FrozenImage.LivingAsync(transaction, [.. message.Images.Select(image => image.ImageId)])).DistinctBy(image => image.CertificateId))
        {
            // A later run's are new to the promise whenever they were said: labeling may have heard them after it told the population.
            await EndAsync(transaction, image.CertificateId, null, message.Actor, promise =>
                promise.State == Promise.Checking && promise.AutolabelId != message.AutoLabelId
                    && (message.OccurredAt >= promise.AskedAt || message.AutoLabelId > promise.AutolabelId)
                    ? (Promise.Spent, false, "New suggestions replaced those that the promise was about: ask again for the new ones.") : null);
        }
    }

    public async Task HearAsync(AutoLabelUndone message, Transaction transaction)
    {
        await Drawings.NoteAsync(transaction, message.ProjectId, [message.AutoLabelId]);
        foreach (var id in await OfAsync(transaction, "autolabel_id = @id", message.AutoLabelId))
        {
            await EndAsync(transaction, id, null, message.Actor, promise => promise.State == Promise.Checking
                ? (Promise.GivenUp, false, "The auto-label run was taken back.")
                : (Promise.Voided, true, "The auto-label run was taken back."));
        }
    }

    public async Task HearAsync(ImagesDeleted message, Transaction transaction)
    {
        await Drawings.NoteAsync(transaction, message.ProjectId, message.Images.Select(image => image.Id));
        foreach (var image in (await FrozenImage.LivingAsync(transaction, [.. message.Images.Select(image => image.Id)])).DistinctBy(image => image.CertificateId))
        {
            await EndAsync(transaction, image.CertificateId, null, message.Actor, promise => promise.State == Promise.Checking
                ? (Promise.Spent, false, "An image that the promise was about was deleted: ask again for those that are left.")
                : (Promise.Voided, false, "An image that the certificate speaks of was deleted."));
        }
    }

    public async Task HearAsync(ModelPromoted message, Transaction transaction)
    {
        foreach (var id in await OfAsync(transaction, "project_id = @id AND state = 'checking'", message.ProjectId))
        {
            await EndAsync(transaction, id, message.OccurredAt, message.Actor, promise => promise.ModelId != message.ModelId
                ? (Promise.Spent, false, "Another model was put to use: let it label, and ask again for its suggestions.") : null);
        }
    }

    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        foreach (var id in await OfAsync(transaction, "project_id = @id", message.ProjectId))
        {
            await EndAsync(transaction, id, null, message.Actor, promise =>
                (promise.State == Promise.Checking ? Promise.GivenUp : Promise.Voided, false, "The project was deleted."));
        }
    }

    private static Task<IReadOnlyList<Guid>> OfAsync(Transaction t, string where, Guid id) =>
        t.QueryAsync<Guid>($"SELECT id FROM certificates WHERE {where} AND state IN ('checking', 'issued') ORDER BY id", new { id });

    /// <param name="t">The transaction.</param>
    /// <param name="id">The promise.</param>
    /// <param name="at">When it happened, where messages from before the promise must not end it.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="end">What it means for the promise as it is now.</param>
    private static async Task EndAsync(Transaction t, Guid id, DateTimeOffset? at, string actor, Func<Promise, (string State, bool TakesBack, string Reason)?> end)
    {
        if (await Promise.LockAsync(t, id) is { State: Promise.Checking or Promise.Issued } promise && !(at < promise.AskedAt) && end(promise) is { } what)
        {
            await PromiseProgress.EndAsync(t, promise, what.State, what.TakesBack, actor, what.Reason);
        }
    }
}
