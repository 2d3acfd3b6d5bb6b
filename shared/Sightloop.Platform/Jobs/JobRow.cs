namespace Sightloop.Platform.Jobs;

/// <summary>States of a job, as stored and as the API shows them.</summary>
public static class JobState
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

/// <summary>A row of the jobs table.</summary>
public sealed record JobRow
{
    internal const string Columns =
        "id, project_id, kind, state, progress, detail, request, result, error, actor, cancel_requested, fence, attempts, trace_parent, created_at, started_at, finished_at";

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public double Progress { get; init; }
    public string? Detail { get; init; }
    public string Request { get; init; } = "{}";
    public string? Result { get; init; }
    public string? Error { get; init; }
    public string Actor { get; init; } = "";
    public bool CancelRequested { get; init; }

    /// <summary>Grows each time the job is taken; writes with an older one are refused.</summary>
    public long Fence { get; init; }

    public int Attempts { get; init; }

    /// <summary>The trace of whoever asked for it.</summary>
    public string? TraceParent { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsOver => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
