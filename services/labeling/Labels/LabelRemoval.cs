using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Labels;

/// <summary>
/// Takes a class off every image: into another class, or away. In batches, each whole in itself, so that people go on working meanwhile and a crash leaves
/// a smaller job; what is saved during the batches is caught by the last transaction, which deletes
/// the class. Each image gets a new revision.
/// </summary>
public sealed class LabelRemoval(LabelingDatabase database)
{
    private const int BatchSize = 200;

    /// <summary>Changes the images, batch by batch, and leaves the class itself.</summary>
    /// <param name="removal">What goes where.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public async Task EmptyAsync(Removal removal, CancellationToken cancellation)
    {
        while (await database.WriteAsync(t => EmptyBatchAsync(t, removal), cancellation) == BatchSize)
        {
        }
    }

    /// <summary>Changes the images that still have the class, within a transaction that has deleted it.</summary>
    internal static async Task EmptyAsync(Transaction transaction, Removal removal)
    {
        await transaction.ExecuteAsync(
            removal.Into is null
                ? $"UPDATE boxes SET {JudgedBoxes.Opened} WHERE verdict_label_id = @Label"
                : "UPDATE boxes SET verdict_label_id = @Into WHERE verdict_label_id = @Label", new { removal.Label, removal.Into });
        while (await EmptyBatchAsync(transaction, removal) == BatchSize)
        {
        }
    }

    private static async Task<int> EmptyBatchAsync(Transaction transaction, Removal removal)
    {
        if (removal.Into is { } into && !await LabelStore.HoldAsync(transaction, [into]))
        {
            return 0;
        }

        var images = await transaction.QueryAsync<Guid>(
            "SELECT DISTINCT image_id FROM boxes WHERE project_id = @Id AND label_id = @Label ORDER BY image_id LIMIT @BatchSize",
            new { removal.Project.Id, removal.Label, BatchSize });
        foreach (var id in images)
        {
            if (await ImageStore.LockAsync(transaction, id) is { } image)
            {
                await (image.HasOwnLabels ? EmptyRevisionAsync(transaction, removal, image) : EmptyProposalAsync(transaction, removal, image));
            }
        }

        return images.Count;
    }

    private static async Task EmptyRevisionAsync(Transaction transaction, Removal removal, ImageRow image)
    {
        var now = (await AnnotationStore.CurrentAsync(transaction, image)).Select(a => a.Record);
        var set = removal.Into is { } into
            ? now.Select(a => a.LabelId == removal.Label ? a with { LabelId = into } : a).ToList()
            : [.. now.Where(a => a.LabelId != removal.Label)];
        await AnnotationSets.SaveAsync(transaction, new SetToSave
        {
            Image = image, Annotations = set, Actor = removal.Actor, Reason = removal.Into is null ? SetToSave.LabelDeleted : SetToSave.LabelMerged,
            // An image to sort that lost its class is not sorted any more.
            Done = image.State == ImageRow.Labeled && !(removal.Project.IsClassification && set.Count == 0),
        });
    }

    private static async Task EmptyProposalAsync(Transaction transaction, Removal removal, ImageRow image)
    {
        await ChangedImages.AddAsync(transaction, image.Id);
        var what = new { image.Id, removal.Label, removal.Into, old = removal.Label.ToString(), now = removal.Into?.ToString(), image.ProposalId };
        if (removal.Into is null)
        {
            await transaction.ExecuteAsync("DELETE FROM boxes WHERE image_id = @Id AND label_id = @Label", what);
            return;
        }

        await transaction.ExecuteAsync("UPDATE boxes SET label_id = @Into WHERE image_id = @Id AND label_id = @Label", what);
        await transaction.ExecuteAsync("UPDATE proposals SET boxes = REPLACE(boxes, @old, @now) WHERE id = @ProposalId", what);
    }
}

/// <summary>A class to take off all images of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Label">The class that goes.</param>
/// <param name="Into">The class its labels get; null deletes them.</param>
/// <param name="Actor">Who wants it.</param>
public sealed record Removal(Project Project, Guid Label, Guid? Into, string Actor);
