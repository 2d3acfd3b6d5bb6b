using Sightloop.Contracts.Projects;
using Sightloop.Inference.Models;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Projects;

/// <summary>Removes everything that is kept of a deleted project; its running jobs stop.</summary>
public sealed class RemoveProject(Jobs<InferenceDatabase> jobs) : IHear<ProjectDeleted>
{
    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        await transaction.ExecuteAsync(
            """
            DELETE FROM autolabel_undone WHERE job_id IN (SELECT id FROM jobs WHERE project_id = @ProjectId);
            DELETE FROM autolabel_results WHERE project_id = @ProjectId;
            DELETE FROM embeddings_due WHERE project_id = @ProjectId;
            DELETE FROM promotions WHERE project_id = @ProjectId;
            DELETE FROM models WHERE project_id = @ProjectId;
            DELETE FROM projects WHERE id = @ProjectId;
            """,
            new { message.ProjectId });
        await jobs.RemoveProjectAsync(transaction, message.ProjectId);
    }
}

/// <summary>Removes it from this instance's memory.</summary>
public sealed class ForgetProject(ProjectDirectory directory, ModelCatalog catalog) : IHearEverywhere<ProjectDeleted>
{
    public Task HearAsync(ProjectDeleted message, CancellationToken cancellation)
    {
        directory.Forget(message.ProjectId);
        catalog.Forget(message.ProjectId);
        return Task.CompletedTask;
    }
}
