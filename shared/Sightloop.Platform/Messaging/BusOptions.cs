namespace Sightloop.Platform.Messaging;

/// <summary>Section "Bus".</summary>
public sealed class BusOptions
{
    /// <summary>"InMemory" (one process) or "RabbitMq".</summary>
    public string Kind { get; set; } = "InMemory";

    /// <summary>RabbitMQ: amqp://user:password@host:port/vhost.</summary>
    public Uri? Address { get; set; }

    /// <summary>
    /// RabbitMQ: declare every service's queues before publishing, so that an event waits for a service that has never been started. False only where some
    /// services do not belong to the installation at all: their queues would fill for ever.
    /// </summary>
    public bool DeclareQueues { get; set; } = true;

    public bool IsInMemory => Kind.Equals("InMemory", StringComparison.OrdinalIgnoreCase);
}
