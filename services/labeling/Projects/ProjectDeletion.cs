using Sightloop.Contracts.Projects;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Projects;

/// <summary>Removes a project with everything that labeling keeps of it, and tells the others. Its files are freed by <see cref="FreeProjectFiles"/>.</summary>
internal static class ProjectDeletion
{
    private static readonly string[] Tables =
        ["boxes", "revisions", "proposals", "certificate_samples", "track_cuts", "track_acts", "claims", "models", "effort", "machine_time", "suggestion_rules", "doubtful_labels", "known_wrong", "planted_answers", "changed_images", "uncompared_images", "images", "labels"];

    public static async Task DeleteAsync(Transaction transaction, Project project, string actor)
    {
        // First: who compares images then writes nothing more.
        await transaction.ExecuteAsync("DELETE FROM comparisons WHERE project_id = @Id", new { project.Id });
        await transaction.ExecuteAsync(
            "DELETE FROM claimed_images WHERE image_id IN (SELECT id FROM images WHERE project_id = @Id)", new { project.Id });
        await transaction.ExecuteAsync("DELETE FROM similar_images WHERE image_id IN (SELECT id FROM images WHERE project_id = @Id)", new { project.Id });
        foreach (var table in Tables)
        {
            await transaction.ExecuteAsync($"DELETE FROM {table} WHERE project_id = @Id", new { project.Id });
        }

        await transaction.ExecuteAsync("DELETE FROM projects WHERE id = @Id", new { project.Id });
        transaction.Publish(new ProjectDeleted { ProjectId = project.Id, Name = project.Name, Actor = actor, OccurredAt = transaction.Now });
    }
}
