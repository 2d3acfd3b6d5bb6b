using Sightloop.Contracts.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Projects;

/// <summary>Keeps the project, so that the first upload need not ask for it.</summary>
public sealed class OnProjectChanged : IHear<ProjectChanged>
{
    public Task HearAsync(ProjectChanged message, Transaction transaction) => KnownProjects.KeepAsync(transaction, message);
}
