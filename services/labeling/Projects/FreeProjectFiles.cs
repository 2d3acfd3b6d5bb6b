using Sightloop.Contracts.Projects;
using Sightloop.Labeling.Exports;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling.Projects;

/// <summary>
/// Labeling hears its own word that a project was deleted and frees its snapshots and exports. The rows that name the files go in the transaction that
/// settles the message, so a process that dies in between does it again.
/// </summary>
internal sealed class FreeProjectFiles(IObjectStore objects, Jobs<LabelingDatabase> jobs) : IHear<ProjectDeleted>
{
    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        var snapshots = await transaction.QueryAsync<string>("SELECT object_key FROM snapshots WHERE project_id = @ProjectId", new { message.ProjectId });
        var exports = await transaction.QueryAsync<Guid>(
            "SELECT id FROM jobs WHERE project_id = @ProjectId AND kind = @kind", new { message.ProjectId, kind = ExportRunner.Kind });
        foreach (var key in snapshots.Concat(exports.Select(ExportRunner.KeyOf)))
        {
            await objects.DeleteAsync(key);
        }

        await transaction.ExecuteAsync("DELETE FROM snapshots WHERE project_id = @ProjectId", new { message.ProjectId });
        await jobs.RemoveProjectAsync(transaction, message.ProjectId);
    }
}
