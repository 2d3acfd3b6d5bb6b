namespace Sightloop.Training.Detector;

/// <summary>How many steps a run gets when its plan does not say.</summary>
internal static class Length
{
    /// <summary>A small set needs this many to converge (about 40 passes over 55 images).</summary>
    private const int LeastSteps = 300;

    private const int DefaultEpochs = 12;

    private const int MostSteps = 30_000;

    /// <returns>Null when the budget alone decides.</returns>
    public static int? Steps(TrainingPlan plan, int images)
    {
        var perEpoch = (images + plan.BatchSize - 1) / plan.BatchSize;
        return (plan.Epochs, plan.Budget) switch
        {
            ({ } epochs, _) => Math.Max(1, epochs * perEpoch),
            (null, { }) => null,
            _ => Math.Clamp(DefaultEpochs * perEpoch, LeastSteps, MostSteps),
        };
    }
}
