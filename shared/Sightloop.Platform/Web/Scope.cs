namespace Sightloop.Platform.Web;

/// <summary>What a caller may do, as it stands in API keys and in what the gateway signs for the services.</summary>
public static class Scope
{
    public const string Read = "read";
    /// <summary>Images, classes, labels and reviews.</summary>
    public const string Annotate = "annotate";
    /// <summary>Trainings, promotions and auto-label runs.</summary>
    public const string Train = "train";
    public const string Predict = "predict";
    /// <summary>Frames for any camera, without the camera's own key.</summary>
    public const string PushFrames = "push-frames";
    /// <summary>Users, everybody's keys, cameras, deleting projects.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Read, Annotate, Train, Predict, PushFrames, Admin];
}
