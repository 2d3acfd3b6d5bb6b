using System.Diagnostics;

namespace Sightloop.Platform.Telemetry;

/// <summary>The product's own spans. Where nobody listens they cost nothing.</summary>
public static class Tracing
{
    public const string SourceName = "Sightloop";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Goes on with a trace that was kept in a row; null where nobody listens.</summary>
    /// <param name="name">What is done, few different names.</param>
    /// <param name="kind">Producer and consumer are the two ends of a row that waits.</param>
    /// <param name="traceParent">W3C trace parent, as <see cref="Current"/> gave it; null begins a trace.</param>
    public static Activity? Resume(string name, ActivityKind kind, string? traceParent) => Source.StartActivity(name, kind, traceParent);

    /// <summary>The trace parent to keep in a row; null outside any trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>
    /// Writes a moment of a thing's life into the trace that the thing began with, and links it to the trace in which it happened, so that one trace tells
    /// the whole way however many requests and people it took.
    /// </summary>
    public static void Mark(string name, string traceParent, string? happenedIn, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Source.HasListeners() || !ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
        {
            return;
        }

        var links = ActivityContext.TryParse(happenedIn, null, isRemote: true, out var context) ? new ActivityLink[] { new(context) } : null;
        using var mark = Source.StartActivity(name, ActivityKind.Internal, parent, tags.ToArray(), links);
    }
}
