using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Native;

public sealed class TensorNumbersTests
{
    private const int Rounds = 20_000;

    /// <summary>With TorchSharp's own operators this fails within a second.</summary>
    [Fact]
    public async Task NumbersOutliveTheirCallsHoweverOftenGarbageIsCollected()
    {
        TorchRuntime.Initialize();
        using var stop = new CancellationTokenSource();
        var collecting = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect(0);
                    GC.WaitForPendingFinalizers();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            for (var i = 0; i < Rounds; i++)
            {
                using var scope = NewDisposeScope();
                Assert.Equal(4, Calculated());
            }
        }
        finally
        {
            await stop.CancelAsync();
            await collecting;
        }
    }

    /// <summary>Every operation once.</summary>
    private static float Calculated()
    {
        var two = ones(1).FillInPlace(2);
        var places = tensor(new[] { 7L }).Plus(3L).Remainder(8).to(ScalarType.Float32);                     // 2
        var five = two.Times(3).Plus(-1).Plus(places).Over(2).FromOne().LeakInPlace(-2).Between(0).Plus(1); // 7 / 2, -2.5, 5, 6
        return five.AddInPlace(-4).AddInPlace(two, -0.5).ScaleInPlace(6).DivideInPlace(3)                   // 2, 1, 6, 2
            .AddProductInPlace(two, two, 0.25).AddQuotientInPlace(two, two, 1).item<float>();               // 3, 4
    }
}
