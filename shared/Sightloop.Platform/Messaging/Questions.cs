using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Contracts.Questions;

namespace Sightloop.Platform.Messaging;

/// <summary>Asks the service that owns a thing, over the bus; the same in both columns.</summary>
public sealed class Questions(IServiceScopeFactory scopes, IBusControl bus)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="question">What to ask.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="patience">How long to wait for the answer; null is 15 seconds.</param>
    /// <exception cref="OwnerSilentException">The owner did not answer in time; the API answers 503.</exception>
    public async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellation, TimeSpan? patience = null)
        where TQuestion : class where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        // The patience is for the answer: a process that has just started may still be declaring its queues.
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, Patience).WaitAsync(cancellation);
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<TQuestion>>();
        try
        {
            return (await client.GetResponse<TAnswer>(question, cancellation, patience ?? Patience)).Message;
        }
        catch (MassTransitException e)
        {
            throw new OwnerSilentException($"The service that knows about {typeof(TQuestion).Name} does not answer. Try again in a moment.", e);
        }
    }

    /// <summary>Whether labeling has the project: tells an empty list from one of nothing.</summary>
    /// <exception cref="OwnerSilentException">Labeling did not answer in time.</exception>
    public async Task<bool> ProjectExistsAsync(Guid project, CancellationToken cancellation) =>
        (await AskAsync<FindProject, ProjectFound>(new FindProject(project), cancellation)).Project is not null;
}

/// <summary>The owning service could not be asked: not "no such thing" but "try again".</summary>
public sealed class OwnerSilentException(string message, Exception inner) : Exception(message, inner);
