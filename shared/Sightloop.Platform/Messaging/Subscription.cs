using MassTransit;

namespace Sightloop.Platform.Messaging;

/// <summary>One entry of the event table: this service hears this contract with this handler, from a queue of its own.</summary>
public sealed record Subscription
{
    public required string Service { get; init; }
    public required Type Contract { get; init; }
    public required Type Handler { get; init; }

    /// <summary>The MassTransit consumer that carries the handler.</summary>
    public required Type Consumer { get; init; }

    /// <summary>"event", "everywhere" or "question".</summary>
    public required string Kind { get; init; }

    /// <summary>How many messages an instance handles at the same time (RabbitMQ; in memory events come one by one).</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>Name in the inbox; stable, because it decides what was already handled.</summary>
    public string Name => NameOf(Service, Handler);

    /// <summary>Queue, with the service's name as prefix.</summary>
    public string Queue => $"{Service}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(Contract.Name)}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(Plain(Handler))}";

    /// <summary>Delivers a stored message to the handler again, through the inbox.</summary>
    internal Func<IServiceProvider, Guid, object, CancellationToken, Task>? Redeliver { get; init; }

    internal static string NameOf(string service, Type handler) => $"{service}/{Plain(handler)}";

    /// <summary>A generic handler's name without the number of its type parameters, which no broker takes in a queue's name.</summary>
    private static string Plain(Type handler) => handler.Name.Split('`')[0];
}
