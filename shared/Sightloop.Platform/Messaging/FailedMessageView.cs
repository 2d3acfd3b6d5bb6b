using System.Text.Json;

namespace Sightloop.Platform.Messaging;

/// <summary>A service's messages that are not done with.</summary>
public sealed record MessageCounts
{
    /// <summary>Events that are committed and not yet taken by the broker.</summary>
    public required long Unsent { get; init; }
    public DateTimeOffset? OldestUnsentAt { get; init; }
    /// <summary>Failed ones that are tried again by themselves.</summary>
    public required long Retrying { get; init; }
    /// <summary>Failed ones that wait for somebody to replay or discard them.</summary>
    public required long Resting { get; init; }
}

/// <summary>A message that a handler could not take.</summary>
public sealed record FailedMessageView
{
    public required Guid MessageId { get; init; }
    /// <summary>Who could not take it; with the message's id the name of this entry.</summary>
    public required string Handler { get; init; }
    /// <summary>The contract, such as ImagesIngested.</summary>
    public required string Event { get; init; }
    /// <summary>The message as it was said; text where it is no JSON.</summary>
    public required JsonElement Body { get; init; }
    /// <summary>What the handler threw last.</summary>
    public required string Error { get; init; }
    public required int Attempts { get; init; }
    /// <summary>True: nobody tries it again until it is replayed.</summary>
    public required bool Resting { get; init; }
    public required DateTimeOffset FailedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    internal static FailedMessageView From(FailedMessageRow row) => new()
    {
        MessageId = row.MessageId, Handler = row.Consumer[(row.Consumer.IndexOf('/', StringComparison.Ordinal) + 1)..], Event = row.Type[(row.Type.LastIndexOf('.') + 1)..],
        Body = Parse(row.Body), Error = row.Error, Attempts = row.Attempts, Resting = row.Resting, FailedAt = row.FailedAt, DueAt = row.Resting ? null : row.DueAt,
    };

    private static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(body);
        }
    }
}

/// <summary>How many messages are handled again.</summary>
public sealed record ReplayAnswer(int Count);

internal sealed record FailedMessageKey(Guid Message, string Consumer);

internal sealed record FailedMessageRow
{
    public Guid MessageId { get; init; }
    public string Consumer { get; init; } = "";
    public string Type { get; init; } = "";
    public string Body { get; init; } = "";
    public string Error { get; init; } = "";
    public int Attempts { get; init; }
    public bool Resting { get; init; }
    public DateTimeOffset FailedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
}
