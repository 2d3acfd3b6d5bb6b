using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Training;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>In a project that trains by itself a new model also suggests by itself, on every image nobody has decided.</summary>
public sealed class SuggestWithNewModel : IHear<ModelTrained>
{
    public async Task HearAsync(ModelTrained message, Transaction transaction)
    {
        var settings = (await ProjectStore.FindAsync(transaction, message.ProjectId))?.Settings.AutomaticTraining;
        var isOld = await transaction.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM models WHERE project_id = @ProjectId AND number > @Number)", new { message.ProjectId, message.Number });
        if (settings is { Enabled: true, AutoLabel: true } && !isOld)
        {
            transaction.Publish(new AutoLabelRequested
            {
                ProjectId = message.ProjectId, AutoLabelId = Guid.CreateVersion7(transaction.Now), ModelId = message.ModelId, Actor = TrainingAsker.Actor,
                OccurredAt = transaction.Now,
            });
        }
    }
}
