using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Telemetry;

/// <summary>One flat JSON object a line: time, level, category, message, the message's own values, and the trace it belongs to.</summary>
internal sealed class JsonLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "sightloop-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new Dictionary<string, object?>
        {
            ["time"] = clock.GetUtcNow(),
            ["level"] = logEntry.LogLevel.ToString(),
            ["category"] = logEntry.Category,
            ["message"] = logEntry.Formatter(logEntry.State, logEntry.Exception),
        };
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            line["traceId"] = activity.TraceId.ToHexString();
            line["spanId"] = activity.SpanId.ToHexString();
        }

        if (logEntry.Exception is { } error)
        {
            line["exception"] = error.ToString();
        }

        if (logEntry.State is IEnumerable<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                // Of the template only its values are of interest, and none may take the place of what is above.
                line.TryAdd(JsonNamingPolicy.CamelCase.ConvertName(name), value is null or string or bool or int or long or double ? value : value.ToString());
            }

            line.Remove("{OriginalFormat}");
        }

        textWriter.WriteLine(JsonSerializer.Serialize(line, Json.Options));
    }
}
