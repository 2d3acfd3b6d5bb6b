using Sightloop.Contracts.Images;

namespace Sightloop.Contracts.Questions;

/// <summary>Asked of ingest, to catch up: a project's images after a sequence number, in order.</summary>
public sealed record ListImages(Guid ProjectId, long AfterSequence, int Limit);

/// <summary>The page; the last one has fewer images than asked for.</summary>
public sealed record ImagesListed(IReadOnlyList<ImageRecord> Images);
