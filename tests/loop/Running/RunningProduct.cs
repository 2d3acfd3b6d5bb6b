namespace Sightloop.Loop.Tests.Running;

/// <summary>One process for all tests of a class.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    private StandaloneProcess? process;

    public StandaloneProcess Process => process!;

    public async ValueTask InitializeAsync() => process = await StandaloneProcess.StartAsync();

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
