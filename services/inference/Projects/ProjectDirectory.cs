using System.Collections.Concurrent;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Projects;

/// <summary>Projects and the names of their classes, from memory; read again once a minute in case an event did not reach this instance.</summary>
public sealed class ProjectDirectory(InferenceDatabase database, Questions questions)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, Entry> known = new();

    /// <summary>Null when there is no such project.</summary>
    public async ValueTask<ProjectChanged?> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var entry) && database.Clock.GetElapsedTime(entry.ReadAt) < Fresh)
        {
            return entry.Project;
        }

        var body = await database.ReadAsync(r => r.FirstOrDefaultAsync<string>("SELECT body FROM projects WHERE id = @id", new { id }), cancellation);
        return body is null ? await AskAsync(id, cancellation) : Refresh(Json.Read<ProjectChanged>(body));
    }

    /// <summary>As the owner knows it at this moment.</summary>
    public async Task<ProjectChanged?> AskAsync(Guid id, CancellationToken cancellation)
    {
        var project = (await questions.AskAsync<FindProject, ProjectFound>(new FindProject(id), cancellation)).Project;
        return project is null ? null : Refresh(project);
    }

    /// <summary>Takes news into memory; a lower version than the known one is old news.</summary>
    public ProjectChanged Refresh(ProjectChanged project)
    {
        var now = new Entry(project, database.Clock.GetTimestamp());
        return known.AddOrUpdate(project.ProjectId, now, (_, old) => old.Project.Version > project.Version ? old with { ReadAt = now.ReadAt } : now).Project;
    }

    public void Forget(Guid id) => known.TryRemove(id, out _);

    private sealed record Entry(ProjectChanged Project, long ReadAt);
}
