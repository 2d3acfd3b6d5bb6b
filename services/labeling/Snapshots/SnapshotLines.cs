using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Snapshots;

/// <summary>The labelled images of a project with their labels, one by one in order of arrival, as they are at one moment.</summary>
public static class SnapshotLines
{
    public static async IAsyncEnumerable<SnapshotLine> ReadAsync(Reader reader, Guid projectId)
    {
        Row? image = null;
        var boxes = new List<SnapshotBox>();
        await foreach (var row in reader.StreamAsync<Row>(
            """
            SELECT i.id, i.name, i.object_key, i.width, i.height, i.revision, i.validation, i.group_key,
                b.label_id, b.x, b.y, b.width AS box_width, b.height AS box_height
            FROM images i LEFT JOIN boxes b ON b.image_id = i.id
            WHERE i.project_id = @projectId AND i.state = 'labeled'
            ORDER BY i.sequence, b.id
            """, new { projectId }))
        {
            reader.Cancellation.ThrowIfCancellationRequested();
            if (image is not null && image.Id != row.Id)
            {
                yield return image.ToLine(boxes);
                boxes = [];
            }

            image = row;
            if (row.LabelId is { } label)
            {
                boxes.Add(new SnapshotBox(label, row.Box));
            }
        }

        if (image is not null)
        {
            yield return image.ToLine(boxes);
        }
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string ObjectKey { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public int Revision { get; init; }
        public bool? Validation { get; init; }
        public string GroupKey { get; init; } = "";
        public Guid? LabelId { get; init; }
        public double? X { get; init; }
        public double? Y { get; init; }
        public double? BoxWidth { get; init; }
        public double? BoxHeight { get; init; }

        public BoxRecord? Box => X is null ? null : new BoxRecord((float)X, (float)Y!, (float)BoxWidth!, (float)BoxHeight!);

        public SnapshotLine ToLine(IReadOnlyList<SnapshotBox> boxes) => new()
        {
            ImageId = Id, Name = Name, ObjectKey = ObjectKey, Width = Width, Height = Height, Revision = Revision, Validation = Validation ?? false,
            Group = GroupKey, Boxes = boxes,
        };
    }
}
