namespace Sightloop.Training.Detector.Schedule;

/// <summary>
/// How much of a training lies behind it, 0..1: steps done over steps wanted, or time spent over time given, whichever is further. A
/// run with a budget is paced by the clock, so on a busy machine it does fewer steps and still comes down its whole learning rate curve.
/// </summary>
/// <param name="clock">Measures time.</param>
/// <param name="startStep">Steps done before a resume.</param>
/// <param name="startProgress">Progress at the resume.</param>
/// <param name="totalSteps">Steps wanted; null without a limit.</param>
/// <param name="time">Time for everything from here to the end; null without a limit.</param>
/// <param name="leastSteps">On a busy machine the time is overrun, up to <see cref="MostOverrun"/> times, until so many are done; 0: never.</param>
public sealed class Pace(TimeProvider clock, int startStep, double startProgress, int? totalSteps, TimeSpan? time, int leastSteps = 0)
{
    private const int MostOverrun = 3;

    private readonly long started = clock.GetTimestamp();
    private readonly int firstStep = startStep;
    private TimeSpan aside;

    /// <summary>Steps done.</summary>
    public int Step { get; private set; } = startStep;

    public int? TotalSteps { get; private set; } = totalSteps;

    public double Progress
    {
        get
        {
            var bySteps = TotalSteps is { } total ? Step / (double)Math.Max(1, total) : 0;
            var byTime = time is { } given ? startProgress + (1 - startProgress) * Share(Elapsed - aside, given - aside) : 0;
            byTime = Overruns ? Math.Min(byTime, Step / (double)leastSteps) : byTime;
            return Math.Min(1, Math.Max(bySteps, byTime));
        }
    }

    /// <summary>True also when the time left does not hold another step.</summary>
    public bool Done => Progress >= 1 || (!Overruns && time is { } given && StepTime is { } each && given - Elapsed < each);

    /// <summary>Mean time of a step since the start or resume; null before the first.</summary>
    public TimeSpan? StepTime => Step > firstStep ? (Elapsed - aside) / (Step - firstStep) : null;

    /// <summary>Steps there will have been at the end, as far as can be told; null before the first.</summary>
    public int? ExpectedSteps => StepTime is { } each && Left is { } left ? Step + (int)(left / each) : TotalSteps;

    /// <summary>Time until the end; null before the first step.</summary>
    public TimeSpan? Left
    {
        get
        {
            var bySteps = TotalSteps is { } total && StepTime is { } each ? each * Math.Max(0, total - Step) : (TimeSpan?)null;
            var byTime = time is { } given ? Positive(given - Elapsed) : (TimeSpan?)null;
            byTime = Overruns && StepTime is { } one && one * (leastSteps - Step) is var rest && rest > byTime ? rest : byTime;
            return bySteps is { } a && byTime is { } b ? (a < b ? a : b) : bySteps ?? byTime;
        }
    }

    private bool Overruns => Step < leastSteps && time is { } given && Elapsed < given * MostOverrun;

    private TimeSpan Elapsed => clock.GetElapsedTime(started);

    public void StepDone() => Step++;

    /// <summary>Time that was not training, such as an evaluation: the learning rate does not jump over it.</summary>
    public void SetAside(TimeSpan spent) => aside += spent;

    /// <summary>Ends earlier: what was done until now counts as <paramref name="progress"/> of the whole.</summary>
    public void ShortenTo(double progress) => TotalSteps = (int)Math.Ceiling(Step / progress);

    private static double Share(TimeSpan part, TimeSpan whole) => whole <= TimeSpan.Zero ? 1 : part / whole;

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
