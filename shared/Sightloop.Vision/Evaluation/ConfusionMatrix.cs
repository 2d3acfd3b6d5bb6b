namespace Sightloop.Vision.Evaluation;

/// <summary>One cell that is not empty.</summary>
/// <param name="Actual">Row: the true class.</param>
/// <param name="Predicted">Column: what the network said.</param>
/// <param name="Count">Objects (detection) or images (classification).</param>
/// <param name="Images">Indices of the images behind it, ascending, each once.</param>
public sealed record ConfusionCell(int Actual, int Predicted, int Count, IReadOnlyList<int> Images);

/// <summary>Which classes are taken for which, with the images to look at.</summary>
/// <param name="Size">Rows and columns; for detection one more than there are classes, the last being the background.</param>
/// <param name="Cells">Those that are not empty, row by row.</param>
public sealed record ConfusionMatrix(int Size, IReadOnlyList<ConfusionCell> Cells)
{
    public int Count(int actual, int predicted) => Find(actual, predicted)?.Count ?? 0;

    public IReadOnlyList<int> Images(int actual, int predicted) => Find(actual, predicted)?.Images ?? [];

    private ConfusionCell? Find(int actual, int predicted) =>
        Cells.FirstOrDefault(cell => cell.Actual == actual && cell.Predicted == predicted);

    /// <param name="size">Rows and columns.</param>
    /// <param name="entries">In the order of the images.</param>
    internal static ConfusionMatrix Of(int size, IEnumerable<(int Actual, int Predicted, int Image)> entries) => new(
        size,
        [.. entries
            .GroupBy(entry => (entry.Actual, entry.Predicted))
            .OrderBy(cell => cell.Key)
            .Select(cell => new ConfusionCell(
                cell.Key.Actual, cell.Key.Predicted, cell.Count(), [.. cell.Select(entry => entry.Image).Distinct()]))]);
}
