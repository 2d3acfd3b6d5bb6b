namespace Sightloop.Labeling.Labels;

/// <summary>One class of a project.</summary>
/// <param name="Id">What annotations, snapshots and models refer to.</param>
/// <param name="Name">Unique within the project.</param>
/// <param name="Color">"#rrggbb".</param>
/// <param name="Key">The digit or letter that picks it; null for none.</param>
/// <param name="Position">Place in lists, from 0.</param>
public sealed record Label(Guid Id, string Name, string Color, string? Key, int Position);
