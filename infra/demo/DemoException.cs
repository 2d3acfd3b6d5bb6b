namespace Sightloop.Demo;

/// <summary>The loop cannot go on; the message is one sentence that says what to do about it.</summary>
public sealed class DemoException(string message, Exception? cause = null) : Exception(message, cause);
