namespace Sightloop.Labeling.Images;

/// <summary>An order of the image list; each is an index of the table, read on from where the last page ended.</summary>
internal sealed record ImageOrder(string Name, string Columns, bool Descending)
{
    public static IReadOnlyList<ImageOrder> All { get; } =
    [
        new("newest", "sequence", Descending: true), new("oldest", "sequence", Descending: false),
        new("name", "name, id", Descending: false), new("doubt", "doubt, id", Descending: true),
        new("fewest", "label_count, sequence", Descending: false),
    ];

    public string By => string.Join(", ", Columns.Split(", ").Select(column => column + (Descending ? " DESC" : "")));

    /// <summary>The condition that leaves out what was shown up to an <see cref="ImageCursor"/>.</summary>
    public string After => $"({Columns}) {(Descending ? "<" : ">")} ({string.Join(", ", Columns.Split(", ").Select(column => "@" + column))})";
}

/// <summary>Where a page of the image list ended.</summary>
internal sealed record ImageCursor(string Order, long Sequence, string Name, double Doubt, int LabelCount, Guid Id)
{
    public static ImageCursor Of(ImageOrder order, ImageRow row) => new(order.Name, row.Sequence, row.Name, row.Doubt, row.LabelCount, row.Id);
}
