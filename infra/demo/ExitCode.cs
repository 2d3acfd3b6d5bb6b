namespace Sightloop.Demo;

/// <summary>What the process ends with.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>A sentence on standard error says why and what to do.</summary>
    public const int Failure = 1;

    /// <summary>Ctrl+C, as shells number it.</summary>
    public const int Cancelled = 130;
}
