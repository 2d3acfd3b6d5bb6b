namespace Sightloop.Contracts.Questions;

/// <summary>Asked of inference by training, right after a promotion: load this model and use it, so that the next prediction is its.</summary>
public sealed record UseModel(Guid ProjectId, Guid ModelId, DateTimeOffset PromotedAt);

/// <summary>The model that is in use for the project then; null when it could not be loaded.</summary>
public sealed record ModelInUse(Guid? ModelId);
