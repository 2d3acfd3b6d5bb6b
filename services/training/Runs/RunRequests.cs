using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;
using Sightloop.Training.Models;

namespace Sightloop.Training.Runs;

/// <summary>Labeling decided that it is time to train: the run is stored and a worker takes it.</summary>
internal sealed class StartRequestedTraining(Jobs<TrainingDatabase> jobs) : IHear<TrainingRequested>
{
    public Task HearAsync(TrainingRequested message, Transaction transaction) => jobs.AddAsync(
        transaction, message.TrainingId, message.ProjectId, TrainingRunner.Kind, message.Actor,
        new TrainingWork
        {
            SnapshotId = message.SnapshotId, SnapshotKey = message.SnapshotKey, ModelId = Guid.CreateVersion7(message.OccurredAt), Images = message.Images,
            Options = message.Options,
        });
}

/// <summary>A deleted project takes its runs and models with it.</summary>
internal sealed class ForgetProject(Jobs<TrainingDatabase> jobs, ModelStore models) : IHear<ProjectDeleted>
{
    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        await jobs.RemoveProjectAsync(transaction, message.ProjectId);
        await models.RemoveProjectAsync(transaction, message.ProjectId);
    }
}
