using Sightloop.Contracts.AutoLabels;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Stores the run that labeling asks for.</summary>
public sealed class StartAutoLabel(Jobs<InferenceDatabase> jobs) : IHear<AutoLabelRequested>
{
    public Task HearAsync(AutoLabelRequested message, Transaction transaction) => jobs.AddAsync(
        transaction, message.AutoLabelId, message.ProjectId, AutoLabelRunner.Kind, message.Actor,
        new AutoLabelWork { ModelId = message.ModelId, Threshold = message.Threshold, ImageIds = message.ImageIds, Labeled = message.Labeled });
}
