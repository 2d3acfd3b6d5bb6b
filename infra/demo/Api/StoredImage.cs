namespace Sightloop.Demo.Api;

/// <summary>An image's metadata; <see cref="Clip"/> tells where in which clip a frame was taken.</summary>
public sealed record StoredImage(Guid Id, string Name, int Width, int Height, ClipMoment? Clip = null);

/// <param name="Seconds">Time in the clip.</param>
public sealed record ClipMoment(Guid? ImportId, string? Name, double Seconds, long? Frame);

public sealed record Upload(IReadOnlyList<StoredImage> Items, IReadOnlyList<RejectedFile> Rejected);

public sealed record RejectedFile(string Name, string Reason);
