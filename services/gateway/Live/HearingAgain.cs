using MassTransit;

namespace Sightloop.Gateway.Live;

/// <summary>While the broker was away, or before this instance's queues were there, events passed by unheard: whoever watches is told to read everything again.</summary>
internal sealed class HearingAgain(LiveHub hub) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        hub.Missed();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
}
