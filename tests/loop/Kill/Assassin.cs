using System.Globalization;
using Sightloop.Loop.Tests.Running;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>Kills the product at random moments of somebody's work and starts it again on its folder.</summary>
/// <param name="product">The victim.</param>
/// <param name="seed">Decides the moments; the machine's own timing does the rest.</param>
public sealed class Assassin(StandaloneProcess product, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Random random = new(seed);

    /// <summary>Kills in each phase; more with SIGHTLOOP_KILLS.</summary>
    public static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable("SIGHTLOOP_KILLS") ?? "2", CultureInfo.InvariantCulture);

    /// <summary>
    /// Lets clients work, each step after step, until some steps were answered, kills at a random moment after that, starts again and looks at the
    /// databases.
    /// </summary>
    /// <param name="clients">One step each; false when there is nothing left to do. A step that got no answer throws, as <see cref="IsCutOff"/> tells.</param>
    public async Task StrikeAsync(params Func<Task<bool>>[] clients)
    {
        using var over = new CancellationTokenSource();
        var answered = 0;
        var (steps, milliseconds) = (random.Next(0, 12), random.Next(0, 60));
        var working = Task.WhenAll(clients.Select(client => Task.Run(() => WorkAsync(client))));
        var start = TimeProvider.System.GetTimestamp();
        while (Volatile.Read(ref answered) < steps && !working.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{answered} steps were answered in a minute");
            await Task.Delay(1);
        }

        await Task.Delay(milliseconds);
        await product.KillAsync();
        await over.CancelAsync();
        await working;
        await product.StartAgainAsync();
        await product.AssertSoundAsync();

        async Task WorkAsync(Func<Task<bool>> client)
        {
            try
            {
                while (!over.IsCancellationRequested && await client())
                {
                    Interlocked.Increment(ref answered);
                }
            }
            catch (Exception e) when (IsCutOff(e))
            {
                // Killed before it was answered.
            }
        }
    }

    public int Next(int below) => random.Next(below);

    public static bool IsCutOff(Exception e) => e is HttpRequestException or IOException;
}
