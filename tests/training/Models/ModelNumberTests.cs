using Sightloop.Testing;
using Sightloop.Training.Models;
using Sightloop.Training.Tests.Runs;

namespace Sightloop.Training.Tests.Models;

public sealed class ModelNumberTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Trainings_that_end_at_the_same_moment_get_numbers_of_their_own(Column column)
    {
        await using var host = await TrainingHost.StartAsync(column);
        var models = Enumerable.Range(0, 6).Select(_ => new ModelRow { Id = Guid.CreateVersion7(), ProjectId = host.Project, TrainingId = Guid.CreateVersion7() });

        var rows = await Task.WhenAll(models.Select(model => host.Database.WriteAsync(t => ModelStore.InsertAsync(t, model), TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(1, 6), rows.Select(row => row.Number).Order());
    }
}
