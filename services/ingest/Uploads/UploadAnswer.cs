namespace Sightloop.Ingest.Uploads;

/// <summary>What became of an upload's files, each once, in the order sent.</summary>
public sealed record UploadAnswer(IReadOnlyList<UploadedImage> Items, IReadOnlyList<RejectedFile> Rejected);

/// <summary>A file that is an image of the project now; <see cref="Duplicate"/> if it was before, under this id.</summary>
public sealed record UploadedImage(Guid Id, string Name, int Width, int Height, string Sha256, bool Duplicate);

/// <summary>A file that was not taken, and why.</summary>
public sealed record RejectedFile(string Name, string Reason);
