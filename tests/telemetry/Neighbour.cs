using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Telemetry.Tests;

/// <summary>Stands for training, which takes too long here: it has one model, and says so.</summary>
public sealed class NeighbourDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "neighbours");

/// <summary>The model, once there is one.</summary>
public sealed class KnownModel
{
    public ModelTrained? Model { get; set; }
}

public sealed class AnswerModel(KnownModel known) : IAnswer<FindModel, ModelFound>
{
    public Task<ModelFound> AnswerAsync(FindModel question, CancellationToken cancellation) => Task.FromResult(new ModelFound(known.Model));
}
