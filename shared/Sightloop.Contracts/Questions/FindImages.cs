using Sightloop.Contracts.Images;

namespace Sightloop.Contracts.Questions;

/// <summary>Asked of ingest: these images, at most 500.</summary>
public sealed record FindImages(IReadOnlyList<Guid> ImageIds);

/// <summary>Those that exist, each with its project.</summary>
public sealed record ImagesFound(IReadOnlyList<FoundImage> Images);

/// <summary>An image and the project it belongs to.</summary>
public sealed record FoundImage(Guid ProjectId, ImageRecord Image);
