using Sightloop.Platform.Hosting;

namespace Sightloop.Audit.Trail;

/// <summary>One line of <see cref="TrailEntries"/>: an event contract and what is kept of it.</summary>
public abstract class TrailRule
{
    public abstract Type Contract { get; }

    internal abstract void Register(ServiceRegistration<AuditDatabase> service);
}

/// <inheritdoc/>
public sealed class TrailRule<TEvent>(Func<TEvent, TrailEntry> describe) : TrailRule where TEvent : class
{
    public override Type Contract => typeof(TEvent);

    public TrailEntry Describe(TEvent message) => describe(message);

    internal override void Register(ServiceRegistration<AuditDatabase> service)
    {
        service.Services.AddSingleton(this);
        service.Hears<TEvent, TrailWriter<TEvent>>();
    }
}
