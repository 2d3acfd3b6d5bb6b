namespace Sightloop.Standalone;

/// <summary>The process must not start; the message says why and what to do.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
