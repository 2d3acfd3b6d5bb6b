namespace Sightloop.Platform.Telemetry;

/// <summary>What a service's database held when it was last asked.</summary>
internal sealed record Stock
{
    public IReadOnlyList<WorkCount> Work { get; init; } = [];
    public IReadOnlyList<RunningJob> Running { get; init; } = [];
    public long OutboxMessages { get; init; }
    public double OutboxLagSeconds { get; init; }
    public long FailedWaiting { get; init; }
    public long FailedResting { get; init; }

    public sealed record WorkCount
    {
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public long Count { get; init; }
    }

    public sealed record RunningJob
    {
        public Guid Id { get; init; }
        public string Kind { get; init; } = "";
        public double Progress { get; init; }
    }
}
