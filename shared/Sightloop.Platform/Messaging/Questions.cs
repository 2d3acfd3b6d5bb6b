using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Contracts.Questions;

namespace Sightloop.Platform.Messaging;

/// <summary>Asks the service that owns a thing, over the bus; the same in both columns.</summary>
public sealed class Questions(IServiceScopeFactory scopes)
{
    /// <exception cref="OwnerSilentException">The owner did not answer in time; the API answers 503.</exception>
    public async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellation)
        where TQuestion : class where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<TQuestion>>();
        try
        {
            return (await client.GetResponse<TAnswer>(question, cancellation, RequestTimeout.After(s: 15))).Message;
        }
        catch (RequestException e)
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
