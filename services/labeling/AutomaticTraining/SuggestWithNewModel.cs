using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Training;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Queue;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>
/// In a project that trains by itself a new model also suggests by itself, unless another one was put to use and stays so: first on the images that people get next, so that the person who is labelling sees them
/// at once, then on the rest that nobody has decided. A quick model will soon be replaced by a better one: of a large project it sees what the queue chooses from. A full one also looks at the labels there are, for those it doubts.
/// </summary>
public sealed class SuggestWithNewModel(QueuePicker queue) : IHear<ModelTrained>
{
    private const int Next = 24;

    /// <summary>About half a minute's work of two cores.</summary>
    private const int MostForQuick = 1500;

    public async Task HearAsync(ModelTrained message, Transaction transaction)
    {
        var settings = (await ProjectStore.FindAsync(transaction, message.ProjectId))?.Settings.AutomaticTraining;
        var isOld = await transaction.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM models WHERE project_id = @ProjectId AND number > @Number)", new { message.ProjectId, message.Number });
        // New suggestions would end a promise that people are checking: they may ask for them themselves.
        var isPromised = await transaction.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM certificate_samples WHERE project_id = @ProjectId)", new { message.ProjectId });
        if (settings is not { Enabled: true, AutoLabel: true } || message.PromotedModelId is not null || isOld || isPromised)
        {
            return;
        }

        // A later millisecond each: of two ids of one moment chance decides which is the smaller, and runs are worked on in their order.
        var asked = 0;
        var next = (await queue.PickAsync(transaction, message.ProjectId, review: null, Next)).Select(item => item.Id).ToList();
        var undecided = await transaction.ScalarAsync<long>(
            "SELECT COUNT(*) FROM images WHERE project_id = @ProjectId AND state IN ('unlabeled', 'auto')", new { message.ProjectId });
        if (next.Count > 0 && undecided > next.Count)
        {
            Ask(next);
        }

        var isQuick = await transaction.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM snapshots WHERE id = @SnapshotId AND preset = 'quick')", new { message.SnapshotId });
        Ask(isQuick && undecided > MostForQuick ? await QueueRows.UndecidedAsync(transaction, message.ProjectId, MostForQuick) : null);

        if (!isQuick)
        {
            Ask(null, labeled: true);
        }

        void Ask(IReadOnlyList<Guid>? images, bool labeled = false) => transaction.Publish(new AutoLabelRequested
        {
            ProjectId = message.ProjectId, AutoLabelId = Guid.CreateVersion7(transaction.Now.AddMilliseconds(asked++)), ModelId = message.ModelId, ImageIds = images, Labeled = labeled,
            Actor = TrainingAsker.Actor, OccurredAt = transaction.Now,
        });
    }
}
