using Polly;
using Polly.Retry;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;

namespace Sightloop.Inference.AutoLabels;

/// <summary>A run outlives a store, a bus or a database that is away for some minutes.</summary>
internal static class Patience
{
    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(IsAway),
        MaxRetryAttempts = 30, BackoffType = DelayBackoffType.Exponential, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(10),
    }).Build();

    public static async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation) =>
        await Pipeline.ExecuteAsync(async token => await work(token), cancellation);

    public static async Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellation) =>
        await Pipeline.ExecuteAsync(async token => await work(token), cancellation);

    private static bool IsAway(Exception e) => e is
        ObjectStoreUnavailableException or OwnerSilentException or HttpRequestException or TimeoutException
        or System.Data.Common.DbException { IsTransient: true } or System.Net.Sockets.SocketException
        || (e is IOException && e is not FileNotFoundException);
}
