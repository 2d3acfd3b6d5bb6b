using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Running;

/// <summary>One process for all tests of a class.</summary>
public abstract class RunningProduct(Column column) : IAsyncLifetime
{
    private TestColumn? place;
    private StandaloneProcess? process;

    public StandaloneProcess Process => process!;

    public async ValueTask InitializeAsync()
    {
        place = await TestColumn.CreateAsync(column);
        process = await StandaloneProcess.StartAsync([.. StandaloneProcess.SettingsOf(place, column)]);
    }

    public async ValueTask DisposeAsync()
    {
        await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (place?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

public sealed class ProductOnFiles() : RunningProduct(Column.Standalone);

public sealed class ProductOnServers() : RunningProduct(Column.Cluster);
