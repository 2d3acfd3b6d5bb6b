using System.Collections.Concurrent;
using Sightloop.Contracts.Images;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Tests;

/// <summary>What the service said over the bus.</summary>
public sealed class Events : IHearEverywhere<ImagesIngested>, IHearEverywhere<ImagesDeleted>, IHearEverywhere<ImportCompleted>, IHearEverywhere<ImportFailed>
{
    private readonly ConcurrentQueue<object> heard = new();

    public Task HearAsync(ImagesIngested message, CancellationToken cancellation) => KeepAsync(message);

    public Task HearAsync(ImagesDeleted message, CancellationToken cancellation) => KeepAsync(message);

    public Task HearAsync(ImportCompleted message, CancellationToken cancellation) => KeepAsync(message);

    public Task HearAsync(ImportFailed message, CancellationToken cancellation) => KeepAsync(message);

    /// <summary>Returns when as many messages of the type were heard that satisfy the condition together.</summary>
    public async Task<IReadOnlyList<T>> WaitForAsync<T>(Func<IReadOnlyList<T>, bool> enough)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var messages = heard.OfType<T>().ToList();
            if (enough(messages))
            {
                return messages;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private Task KeepAsync(object message)
    {
        heard.Enqueue(message);
        return Task.CompletedTask;
    }
}
