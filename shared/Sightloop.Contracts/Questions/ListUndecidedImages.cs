namespace Sightloop.Contracts.Questions;

/// <summary>
/// Asked of labeling by auto-label: images that no person has decided (or, to compare, those that are labelled), by sequence number; it catches up with ingest first.
/// </summary>
public sealed record ListUndecidedImages(Guid ProjectId, IReadOnlyList<Guid>? ImageIds, long AfterSequence, int Limit, bool Labeled = false);

/// <summary>The page; the last one has fewer images than asked for.</summary>
public sealed record UndecidedImagesListed(IReadOnlyList<UndecidedImage> Images);

/// <summary>What auto-label needs of an image, and the trace of its upload.</summary>
public sealed record UndecidedImage(Guid Id, long Sequence, string Name, string ObjectKey, int Width, int Height, string? TraceParent = null);
