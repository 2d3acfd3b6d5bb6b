using Sightloop.Contracts.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Projects;

/// <summary>Keeps the newest version of each project.</summary>
public sealed class KeepProject : IHear<ProjectChanged>
{
    public Task HearAsync(ProjectChanged message, Transaction transaction) => transaction.ExecuteAsync(
        """
        INSERT INTO projects (id, version, body) VALUES (@ProjectId, @Version, @body)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body WHERE projects.version < excluded.version
        """,
        new { message.ProjectId, message.Version, body = Json.Write(message) });
}

/// <summary>Puts it into this instance's memory.</summary>
public sealed class RefreshProject(ProjectDirectory directory) : IHearEverywhere<ProjectChanged>
{
    public Task HearAsync(ProjectChanged message, CancellationToken cancellation)
    {
        directory.Refresh(message);
        return Task.CompletedTask;
    }
}
