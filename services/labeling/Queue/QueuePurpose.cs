namespace Sightloop.Labeling.Queue;

/// <summary>What a person takes images from the queue for.</summary>
public static class QueuePurpose
{
    /// <summary>To draw labels: images without a proposal; when there are none left, proposals that teach most.</summary>
    public const string Label = "label";

    /// <summary>To decide on proposals, the least certain first.</summary>
    public const string Review = "review";
}
