namespace Sightloop.Vision.Models;

/// <summary>One class a model knows.</summary>
/// <param name="Id">The label class of the project.</param>
/// <param name="Name">Its name when the file was written; a file outside the product has no other.</param>
public sealed record ModelClass(Guid Id, string Name);
