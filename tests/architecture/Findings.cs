namespace Sightloop.Architecture.Tests;

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own; the framework's own message would stop after a few words.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
