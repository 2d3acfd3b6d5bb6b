using Sightloop.Contracts.AutoLabels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Doubtful;

/// <summary>Keeps which labels a model doubts, in place of what an earlier model doubted.</summary>
public sealed class KeepDoubts : IHear<LabeledImagesScored>
{
    public async Task HearAsync(LabeledImagesScored message, Transaction transaction)
    {
        await transaction.ExecuteAsync(
            """
            INSERT INTO machine_time (id, project_id, kind, seconds, spent_at)
            SELECT @id, p.id, 'autolabel', @seconds, @now FROM projects p WHERE p.id = @ProjectId
            """,
            new { id = Guid.CreateVersion7(transaction.Now), message.ProjectId, seconds = message.Milliseconds / 1000.0, now = transaction.Now });
        // Always in the same order, so that two transactions never wait for each other's images.
        foreach (var image in message.Images.OrderBy(image => image.ImageId))
        {
            if (await ImageStore.LockAsync(transaction, image.ImageId) is { State: ImageRow.Labeled } row)
            {
                await ForgetAsync(transaction, row.Id);
                var labels = (await AnnotationStore.CurrentAsync(transaction, row)).Select(a => a.Record).ToList();
                await KeepAsync(transaction, row, message.ModelId, ObjectLab.Compare(labels, image.Boxes));
            }
        }
    }

    /// <summary>The labels are others now, or somebody has looked at them.</summary>
    public static Task ForgetAsync(Transaction t, Guid image) => t.ExecuteAsync("DELETE FROM doubtful_labels WHERE image_id = @image", new { image });

    private static Task KeepAsync(Transaction t, ImageRow image, Guid model, IReadOnlyList<DoubtfulLabel> doubts) => t.ExecuteAsync(
        """
        INSERT INTO doubtful_labels (id, project_id, image_id, kind, doubt, annotation_id, label_id, seen_label_id, seen_score, x, y, width, height, model_id)
        VALUES (@id, @ProjectId, @image, @Kind, @Doubt, @annotation, @label, @SeenLabelId, @SeenScore, @X, @Y, @Width, @Height, @model)
        """,
        doubts.Select(d => new
        {
            id = Guid.CreateVersion7(t.Now), image.ProjectId, image = image.Id, d.Kind, d.Doubt, annotation = d.Label?.Id, label = d.Label?.LabelId, d.SeenLabelId, d.SeenScore,
            d.Box.X, d.Box.Y, d.Box.Width, d.Box.Height, model,
        }).ToList());
}
