using Sightloop.Platform.Database;

namespace Sightloop.Gateway.Accounts;

/// <summary>What was done to accounts. The projects' trail does not hold it: it belongs to no project and is for admins.</summary>
/// <param name="Id">Of the entry.</param>
/// <param name="At">When.</param>
/// <param name="Kind">Of what kind, for example "key revoked".</param>
/// <param name="Actor">By whom.</param>
/// <param name="Summary">In a sentence.</param>
public sealed record AccountAct(Guid Id, DateTimeOffset At, string Kind, string Actor, string Summary);

internal static class AccountTrail
{
    /// <summary>Written in the transaction of what it tells.</summary>
    public static Task TellAsync(this Transaction t, string kind, string actor, string summary) => t.ExecuteAsync(
        "INSERT INTO account_trail (id, at, kind, actor, summary) VALUES (@id, @at, @kind, @actor, @summary)",
        new { id = Guid.CreateVersion7(t.Now), at = t.Now, kind, actor, summary });

    public static Task<IReadOnlyList<ActRow>> ListAsync(GatewayDatabase database, Guid? before, int limit, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<ActRow>(
            $"SELECT id, at, kind, actor, summary FROM account_trail {(before is null ? "" : "WHERE id < @before")} ORDER BY id DESC LIMIT @limit",
            new { before, limit }), cancellation);

    /// <summary>A row of account_trail.</summary>
    public sealed record ActRow
    {
        public Guid Id { get; init; }
        public DateTimeOffset At { get; init; }
        public string Kind { get; init; } = "";
        public string Actor { get; init; } = "";
        public string Summary { get; init; } = "";

        public AccountAct View() => new(Id, At, Kind, Actor, Summary);
    }
}
