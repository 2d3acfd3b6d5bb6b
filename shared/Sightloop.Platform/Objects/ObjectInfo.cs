namespace Sightloop.Platform.Objects;

/// <param name="Key">As it was put.</param>
/// <param name="Length">In bytes.</param>
/// <param name="ModifiedAt">When the object was last put, by the store's clock.</param>
public sealed record ObjectInfo(string Key, long Length, DateTimeOffset ModifiedAt);
