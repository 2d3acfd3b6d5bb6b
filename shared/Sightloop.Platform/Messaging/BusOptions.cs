namespace Sightloop.Platform.Messaging;

/// <summary>Section "Bus".</summary>
public sealed class BusOptions
{
    /// <summary>"InMemory" (one process) or "RabbitMq".</summary>
    public string Kind { get; set; } = "InMemory";

    /// <summary>RabbitMQ: amqp://user:password@host:port/vhost.</summary>
    public Uri? Address { get; set; }

    public bool IsInMemory => Kind.Equals("InMemory", StringComparison.OrdinalIgnoreCase);
}
