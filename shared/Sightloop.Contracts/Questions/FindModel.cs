using Sightloop.Contracts.Training;

namespace Sightloop.Contracts.Questions;

/// <summary>Asked of training: a model by id, or (null id) the one in use for the project: the promoted, else the newest.</summary>
public sealed record FindModel(Guid ProjectId, Guid? ModelId);

/// <summary>The answer; <see cref="Model"/> is null when there is none.</summary>
public sealed record ModelFound(ModelTrained? Model);
