namespace Sightloop.Training.Detector;

/// <summary>How many steps a run gets when its plan does not say.</summary>
internal static class Length
{
    /// <summary>A small set needs this many to converge (about 40 passes over 55 images).</summary>
    private const int LeastSteps = 300;

    private const int DefaultEpochs = 12;

    /// <summary>
    /// More passes learn the images by heart, however much time there is: 55 images of blood cells ended at AP50 0.892 after 57 passes, at 0.868 after 150 (8 seeds each, standard error 0.003).
    /// </summary>
    private const int MostEpochsOfBudget = 60;

    private const int MostSteps = 30_000;

    /// <returns>Steps at which the learning rate has come down; a budget may end it before.</returns>
    public static int Steps(TrainingPlan plan, int images)
    {
        var perEpoch = (images + plan.BatchSize - 1) / plan.BatchSize;
        return (plan.Epochs, plan.Budget) switch
        {
            ({ } epochs, _) => Math.Max(1, epochs * perEpoch),
            (null, { }) => Math.Max(LeastSteps, MostEpochsOfBudget * perEpoch),
            _ => Math.Clamp(DefaultEpochs * perEpoch, LeastSteps, MostSteps),
        };
    }
}
