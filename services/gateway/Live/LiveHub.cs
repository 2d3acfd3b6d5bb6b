using System.Collections.Concurrent;
using System.Net.ServerSentEvents;

namespace Sightloop.Gateway.Live;

/// <summary>The browsers that watch, and which project; null: all.</summary>
public sealed class LiveHub
{
    private readonly ConcurrentDictionary<Watcher, Guid?> watchers = new();

    public void Push(string name, LiveChange change)
    {
        foreach (var (watcher, project) in watchers)
        {
            if (project is null || project == change.ProjectId)
            {
                watcher.Offer(new SseItem<LiveChange>(change, name));
            }
        }
    }

    /// <summary>Nobody knows what has happened: tells everybody.</summary>
    public void Missed()
    {
        foreach (var (watcher, project) in watchers)
        {
            watcher.Offer(LiveFeed.Plain("missed", project));
        }
    }

    /// <summary>Dispose the watcher when its browser has gone.</summary>
    /// <param name="project">Null: all.</param>
    public Watcher Watch(Guid? project)
    {
        var watcher = new Watcher(gone => watchers.TryRemove(gone, out _));
        watchers[watcher] = project;
        return watcher;
    }
}
