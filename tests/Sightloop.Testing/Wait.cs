using System.Runtime.CompilerServices;
using Xunit;

namespace Sightloop.Testing;

/// <summary>Tests wait on observed facts, not on time.</summary>
public static class Wait
{
    /// <summary>Returns when the fact is true; fails the test, naming the fact, after <paramref name="seconds"/>.</summary>
    public static async Task UntilAsync(Func<Task<bool>> fact, int seconds = 30, [CallerArgumentExpression(nameof(fact))] string what = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await fact())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds, $"not true within {seconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
