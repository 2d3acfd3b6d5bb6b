using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Tests.Telemetry;

public sealed partial class JsonLinesTests
{
    [Fact]
    public void A_line_is_one_object_that_names_its_trace_its_values_and_its_error()
    {
        using var activity = new Activity("request").Start();

        var line = Write(log => Said.Failed(log, new InvalidOperationException("away"), "labeling/KeepImages", 3));

        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("Sightloop.Test", line.GetProperty("category").GetString());
        Assert.Equal("labeling/KeepImages failed on 3\nagain", line.GetProperty("message").GetString());
        Assert.Equal("labeling/KeepImages", line.GetProperty("consumer").GetString());
        Assert.Equal(3, line.GetProperty("attempt").GetInt32());
        Assert.Contains("away", line.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal(activity.TraceId.ToHexString(), line.GetProperty("traceId").GetString());
        Assert.Equal(activity.SpanId.ToHexString(), line.GetProperty("spanId").GetString());
    }

    [Fact]
    public void A_value_cannot_take_the_place_of_what_every_line_says()
    {
        var line = Write(log => Said.Odd(log, "high", "noon"));

        Assert.Equal("Information", line.GetProperty("level").GetString());
        Assert.NotEqual("noon", line.GetProperty("time").GetString());
        Assert.False(line.TryGetProperty("traceId", out _));
    }

    private static JsonElement Write(Action<ILogger> say)
    {
        var log = new Lines();
        say(log);
        var text = log.Writer.ToString();
        Assert.Equal(1, text.Count(c => c == '\n'));
        return JsonElement.Parse(text);
    }

    private static partial class Said
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} failed on {Attempt}\nagain")]
        public static partial void Failed(ILogger logger, Exception error, string consumer, int attempt);

        [LoggerMessage(LogLevel.Information, "{Level} of {Time}")]
        public static partial void Odd(ILogger logger, string level, string time);
    }

    private sealed class Lines : ILogger
    {
        private readonly JsonLines formatter = new(TimeProvider.System);

        public StringWriter Writer { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Sightloop.Test", eventId, state, exception, format), null, Writer);
    }
}
