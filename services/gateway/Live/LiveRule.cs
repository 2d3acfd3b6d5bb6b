using Sightloop.Platform.Hosting;

namespace Sightloop.Gateway.Live;

/// <summary>One line of <see cref="LiveEvents"/>: a contract, the name of its server-sent event, and what of it is pushed.</summary>
public abstract class LiveRule
{
    public abstract Type Contract { get; }

    internal abstract void Register(IHostApplicationBuilder builder);
}

/// <inheritdoc/>
public sealed class LiveRule<TEvent>(string name, Func<TEvent, LiveChange> change) : LiveRule where TEvent : class
{
    public override Type Contract => typeof(TEvent);

    public string Name => name;

    public LiveChange Change(TEvent message) => change(message);

    internal override void Register(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(this);
        builder.HearsEverywhere<TEvent, LivePush<TEvent>>(GatewayService.Name);
    }
}
