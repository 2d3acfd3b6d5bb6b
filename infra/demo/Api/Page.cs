namespace Sightloop.Demo.Api;

/// <summary>One page of a list; the next one is asked for with the cursor, null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
