using Sightloop.Contracts.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Projects;

/// <summary>Removes what ingest keeps of a project; its bytes are freed where no other project uses them.</summary>
public sealed class OnProjectDeleted(Jobs<IngestDatabase> jobs) : IHear<ProjectDeleted>
{
    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        var args = new { message.ProjectId, message.Name, now = transaction.Now, yes = true };
        await transaction.ExecuteAsync(
            "INSERT INTO projects (id, name, version, deleted) VALUES (@ProjectId, @Name, 0, @yes) ON CONFLICT (id) DO UPDATE SET deleted = @yes", args);
        await jobs.RemoveProjectAsync(transaction, message.ProjectId);
        // A project uses each image's and each held import's bytes once: sha256 is unique in it.
        await transaction.ExecuteAsync(
            """
            UPDATE objects SET uses = uses - 1, orphaned_at = CASE WHEN uses = 1 THEN @now ELSE orphaned_at END
            WHERE key IN (SELECT 'images/' || sha256 FROM images WHERE project_id = @ProjectId)
            """, args);
        await transaction.ExecuteAsync(
            """
            UPDATE objects SET uses = uses - (SELECT COUNT(*) FROM imports WHERE object_key = key AND project_id = @ProjectId AND holds_bytes = @yes),
                orphaned_at = CASE WHEN uses = (SELECT COUNT(*) FROM imports WHERE object_key = key AND project_id = @ProjectId AND holds_bytes = @yes)
                    THEN @now ELSE orphaned_at END
            WHERE key IN (SELECT object_key FROM imports WHERE project_id = @ProjectId AND holds_bytes = @yes)
            """, args);
        await transaction.ExecuteAsync("DELETE FROM images WHERE project_id = @ProjectId", args);
        await transaction.ExecuteAsync("DELETE FROM import_items WHERE import_id IN (SELECT id FROM imports WHERE project_id = @ProjectId)", args);
        await transaction.ExecuteAsync("DELETE FROM imports WHERE project_id = @ProjectId", args);
        await transaction.ExecuteAsync("DELETE FROM camera_frames WHERE camera_id IN (SELECT id FROM cameras WHERE project_id = @ProjectId)", args);
        await transaction.ExecuteAsync("DELETE FROM cameras WHERE project_id = @ProjectId", args);
    }
}
