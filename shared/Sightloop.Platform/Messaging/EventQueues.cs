using MassTransit;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Every service's queues, of every event: the embedded queues.txt, which a test compares with what the services hear. Whoever publishes an event declares
/// all of its queues before, so that it waits for a service that has never been started; otherwise the broker would confirm it to those who were.
/// </summary>
internal static class EventQueues
{
    /// <summary>Pods that die on a message are not to die for ever; what the database cannot take is not handed back to the broker.</summary>
    public const int DeliveryLimit = 20;

    public static IReadOnlyList<(Type Contract, string Queue)> All { get; } = Read();

    public static string DeadLetters(string service) => $"{service}-dead-letters";

    /// <summary>Declares them when their event is first published on a connection.</summary>
    public static void DeclareBeforePublishing(IRabbitMqBusFactoryConfigurator config)
    {
        foreach (var (contract, queue) in All)
        {
            // Straight to the event's exchange: the hearer's own binding leads there by another way, and the broker delivers once all the same.
            config.Publish(contract, topology => topology.BindQueue($"{contract.Namespace}:{contract.Name}", queue, bound =>
            {
                bound.SetQueueArgument("x-queue-type", "quorum");
                foreach (var (name, value) in Arguments(queue.Split('-')[0]))
                {
                    bound.SetQueueArgument(name, value);
                }
            }));
        }
    }

    /// <summary>The same on both sides: a queue declared with other arguments is refused.</summary>
    public static IEnumerable<(string Name, object Value)> Arguments(string service) =>
    [
        // RabbitMQ 4 drops a message after 20 deliveries, RabbitMQ 3 never: neither is left to it.
        ("x-delivery-limit", DeliveryLimit), ("x-dead-letter-exchange", DeadLetters(service)),
        ("x-dead-letter-strategy", "at-least-once"), ("x-overflow", "reject-publish"),
    ];

    /// <summary>A question is kept nowhere: it is only not to kill one pod after the other.</summary>
    public static IEnumerable<(string Name, object Value)> QuestionArguments { get; } = [("x-delivery-limit", DeliveryLimit)];

    private static List<(Type, string)> Read()
    {
        using var reader = new StreamReader(typeof(EventQueues).Assembly.GetManifestResourceStream("Sightloop.Platform.Messaging.queues.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ')).Select(parts => (ContractTypes.Find(parts[0]), parts[1]))];
    }
}
