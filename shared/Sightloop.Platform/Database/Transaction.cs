using System.Data.Common;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Database;

/// <summary>One open transaction: rows to change, and the events that tell the change, committed together or not at all.</summary>
public sealed class Transaction : Reader
{
    private readonly ServiceDatabase database;
    private readonly List<OutboxMessage> events = [];
    private readonly List<Action> afterCommit = [];
    private bool handsOver;

    internal Transaction(DbConnection connection, DbTransaction inner, ServiceDatabase database, CancellationToken cancellation)
        : base(connection, inner, database.Dialect, cancellation) => this.database = database;

    /// <summary>The injected clock's time; for rows that say when something was done.</summary>
    public DateTimeOffset Now => database.Clock.GetUtcNow();

    /// <summary>The message that is being handled; null where the transaction answers no message.</summary>
    public Guid? MessageId { get; internal set; }

    /// <summary>Run again after it was committed, it finds that out by itself and changes nothing.</summary>
    internal bool IsRepeatable { get; set; }

    /// <summary>PostgreSQL's number of this transaction, as soon as it is known.</summary>
    internal string? Number { get; private set; }

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? args = null) => RunAsync(sql, args);

    /// <summary>Says an event: it is stored with this transaction and published after the commit, at least once.</summary>
    public void Publish<T>(T message) where T : class => events.Add(OutboxMessage.From(message, Now, Tracing.Current));

    /// <summary>Runs in this process after the commit; lost when the process dies, so only for waking somebody up.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    internal async Task StoreEventsAsync()
    {
        if (events.Count > 0)
        {
            handsOver = database.Fresh.AreWanted;
            Number = await OutboxMessage.StoreAsync(this, events, handsOver ? FreshEvents.ClaimSeconds : 0);
        }
    }

    internal void RunAfterCommit()
    {
        afterCommit.ForEach(action => action());
        if (events.Count > 0)
        {
            database.Fresh.Add(handsOver ? events : []);
        }
    }
}
