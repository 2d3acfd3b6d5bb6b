namespace Sightloop.Demo.Annotator;

/// <summary>What a person's actions cost, in seconds.</summary>
public sealed record TimeModel(double Open, double Create, double Adjust, double Delete, double Relabel)
{
    /// <summary>Fitted to logged people at another annotation tool: the figures the yardstick is stated in.</summary>
    public static TimeModel A { get; } = new(2.1, 3.1, 2.3, 3.2, 1.5);

    public double Seconds(Actions actions) =>
        actions.Images * Open
        + actions.Created * Create
        + actions.Adjusted * Adjust
        + actions.Deleted * Delete
        + (actions.Relabelled + actions.Confirmed) * Relabel;

    /// <summary>The same images with every box drawn by hand.</summary>
    public double SecondsByHand(int images, int boxes) => images * Open + boxes * Create;
}
