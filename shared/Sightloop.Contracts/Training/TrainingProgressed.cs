namespace Sightloop.Contracts.Training;

/// <summary>How far a run is: at each epoch and phase, and every few seconds.</summary>
public sealed record TrainingProgressed
{
    public required Guid ProjectId { get; init; }
    public required Guid TrainingId { get; init; }
    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }
    public required int Epoch { get; init; }
    public required double Loss { get; init; }
    /// <summary>AP at IoU 0.5 on the validation part, when it was measured.</summary>
    public double? Ap50 { get; init; }
    public double? SecondsLeft { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
