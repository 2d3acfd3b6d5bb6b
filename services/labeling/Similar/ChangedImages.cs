using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Similar;

/// <summary>Images whose labels, suggestion or embedding is other than it was, noted in the transaction that changes it: <see cref="Comparing"/> reads them a moment later.</summary>
internal static class ChangedImages
{
    public static Task AddAsync(Transaction t, Guid image) => AddAsync(t, [image]);

    /// <param name="t">The transaction of the change; before the images are removed, if they are.</param>
    /// <param name="images">Those that labeling knows are noted.</param>
    public static Task AddAsync(Transaction t, IReadOnlyList<Guid> images) => t.ExecuteAsync(
        "INSERT INTO changed_images (project_id, image_id, looks_new) SELECT project_id, id, @no FROM images WHERE id IN @images", new { images, no = false });

    /// <summary>Images with a new embedding. One without labels or suggestion is compared once it has some.</summary>
    public static Task AddEmbeddedAsync(Transaction t, IReadOnlyList<Guid> images) => t.ExecuteAsync(
        "INSERT INTO changed_images (project_id, image_id, looks_new) SELECT project_id, id, @yes FROM images WHERE id IN @images AND state <> 'unlabeled'", new { images, yes = true });

    /// <summary>Images whose suggestions of an auto-label run were taken back.</summary>
    public static Task AddOfRunAsync(Transaction t, Guid autoLabel) => t.ExecuteAsync(
        "INSERT INTO changed_images (project_id, image_id, looks_new) SELECT project_id, image_id, @no FROM proposals WHERE autolabel_id = @autoLabel AND state = 'undone'",
        new { autoLabel, no = false });
}
