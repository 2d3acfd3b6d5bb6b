using System.Text.Json;

namespace Sightloop.Demo.Api;

/// <summary>An image the queue hands out, with the reason why it comes next.</summary>
public sealed record QueueItem(Guid? Id, Guid? ImageId, JsonElement Reason)
{
    public Guid Image => ImageId ?? Id ?? throw new DemoException("The queue named an item without an image id.");
}

/// <summary>Images reserved for the caller.</summary>
public sealed record Claim(Guid? Id, IReadOnlyList<QueueItem> Items);
