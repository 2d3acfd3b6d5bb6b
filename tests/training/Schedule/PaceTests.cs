using Sightloop.Training.Detector.Schedule;

namespace Sightloop.Training.Tests.Schedule;

public sealed class PaceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void With_a_budget_the_clock_sets_the_pace_and_the_end()
    {
        var pace = new Pace(_clock, 0, 0, totalSteps: null, TimeSpan.FromSeconds(100));
        Steps(pace, 10, secondsEach: 2);

        Assert.Equal(0.2, pace.Progress, 6);
        Assert.Equal(50, pace.ExpectedSteps);
        Assert.Equal(80, pace.Left!.Value.TotalSeconds, 6);

        Steps(pace, 20, secondsEach: 4);
        Assert.True(pace.Done);
    }

    [Fact]
    public void With_both_whichever_ends_first_ends_it()
    {
        var pace = new Pace(_clock, 0, 0, totalSteps: 10, TimeSpan.FromSeconds(100));
        Steps(pace, 10, secondsEach: 1);

        Assert.True(pace.Done);
    }

    [Fact]
    public void An_evaluation_costs_budget_but_does_not_move_the_learning_rate()
    {
        var pace = new Pace(_clock, 0, 0, null, TimeSpan.FromSeconds(100));
        Steps(pace, 40, secondsEach: 1);
        _clock.Pass(20);
        pace.SetAside(TimeSpan.FromSeconds(20));

        Assert.InRange(pace.Progress, 0.4, 0.5);
        Steps(pace, 40, secondsEach: 1);
        Assert.True(pace.Done);
    }

    [Fact]
    public void A_resumed_run_goes_on_from_its_progress_and_spends_only_what_is_left()
    {
        var pace = new Pace(_clock, startStep: 30, startProgress: 0.6, null, TimeSpan.FromSeconds(20));
        Assert.Equal(0.6, pace.Progress, 6);
        Steps(pace, 5, secondsEach: 2);

        Assert.Equal(0.8, pace.Progress, 6);
        Assert.Equal(40, pace.ExpectedSteps);
    }

    [Fact]
    public void On_a_busy_machine_the_least_steps_are_done_all_the_same_down_the_whole_learning_rate_curve()
    {
        var pace = new Pace(_clock, 0, 0, null, TimeSpan.FromSeconds(20), leastSteps: 10);
        Steps(pace, 5, secondsEach: 4);
        Assert.Equal(0.5, pace.Progress, 6);
        Assert.Equal(20, pace.Left!.Value.TotalSeconds, 6);
        Assert.False(pace.Done);

        Steps(pace, 5, secondsEach: 4);
        Assert.True(pace.Done);
    }

    [Fact]
    public void A_machine_that_hardly_moves_ends_it_after_three_times_the_budget()
    {
        var pace = new Pace(_clock, 0, 0, null, TimeSpan.FromSeconds(20), leastSteps: 10);
        Steps(pace, 1, secondsEach: 59);
        Assert.False(pace.Done);

        Steps(pace, 1, secondsEach: 2);
        Assert.True(pace.Done);
    }

    [Fact]
    public void A_spent_budget_is_done_at_once() =>
        Assert.True(new Pace(_clock, 3, 0.5, null, TimeSpan.FromSeconds(-1)).Done);

    [Fact]
    public void Stopping_early_leaves_the_rest_of_the_curve_in_proportion()
    {
        var pace = new Pace(_clock, 0, 0, totalSteps: 1000, null);
        Steps(pace, 300, secondsEach: 1);
        pace.ShortenTo(0.6);

        Assert.Equal(500, pace.TotalSteps);
        Assert.Equal(0.6, pace.Progress, 6);
    }

    [Fact]
    public void The_learning_rate_warms_up_and_comes_down_to_one_hundredth()
    {
        var rate = new LearningRate(2e-3, WarmupSteps: 30);

        Assert.InRange(rate.At(0, 0), 6e-5, 7e-5);
        Assert.Equal(2e-3, rate.At(29, 0), 6);
        Assert.Equal(1.01e-3, rate.At(100, 0.5), 6);
        Assert.Equal(2e-5, rate.At(200, 1), 9);
    }

    private void Steps(Pace pace, int count, double secondsEach)
    {
        for (var i = 0; i < count; i++)
        {
            _clock.Pass(secondsEach);
            pace.StepDone();
        }
    }
}
