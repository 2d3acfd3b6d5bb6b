using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Projects;

/// <summary>What ingest keeps of labeling's projects.</summary>
public sealed class KnownProjects(IngestDatabase database, Questions questions)
{
    /// <summary>True if the project exists; one that was not heard of yet is asked for.</summary>
    /// <exception cref="OwnerSilentException">Labeling does not answer.</exception>
    public async Task<bool> ExistAsync(Guid project, CancellationToken cancellation)
    {
        var deleted = await database.ReadAsync(
            r => r.FirstOrDefaultAsync<bool?>("SELECT deleted FROM projects WHERE id = @project", new { project }), cancellation);
        if (deleted is not null)
        {
            return !deleted.Value;
        }

        if ((await questions.AskAsync<FindProject, ProjectFound>(new FindProject(project), cancellation)).Project is not { } found)
        {
            return false;
        }

        await database.WriteAsync(t => KeepAsync(t, found), cancellation);
        return true;
    }

    /// <summary>Older news, and news of a deleted project, change nothing.</summary>
    public static Task KeepAsync(Transaction t, ProjectChanged project) => t.ExecuteAsync(
        """
        INSERT INTO projects (id, name, version) VALUES (@ProjectId, @Name, @Version)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version WHERE projects.version < excluded.version
        """, new { project.ProjectId, project.Name, project.Version });
}
