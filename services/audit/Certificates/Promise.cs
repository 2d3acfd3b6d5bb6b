using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit.Certificates;

/// <summary>A promise as it is stored: what was asked, of what, and what became of it.</summary>
public sealed record Promise
{
    public const string Checking = "checking";
    public const string Issued = "issued";
    /// <summary>Too many wrong images were found.</summary>
    public const string Refused = "refused";
    /// <summary>The model or its suggestions were replaced before it was decided.</summary>
    public const string Spent = "spent";
    public const string GivenUp = "given up";
    public const string Voided = "voided";

    private const string Columns =
        """
        id, project_id, state, reason, autolabel_id, model_id, model_number, snapshot_id, max_wrong, confidence, score_from, seed, population, bands,
        asked_by, asked_at, ended_by, ended_at, issued_from, issued_at
        """;

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public string State { get; init; } = Checking;
    public string? Reason { get; init; }
    public Guid AutolabelId { get; init; }
    public Guid ModelId { get; init; }
    public int ModelNumber { get; init; }
    public Guid SnapshotId { get; init; }
    public double MaxWrong { get; init; }
    public double Confidence { get; init; }
    public double? ScoreFrom { get; init; }
    public string Seed { get; init; } = "";
    public int Population { get; init; }
    public string Bands { get; init; } = "[]";
    public string AskedBy { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? EndedBy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public double? IssuedFrom { get; init; }
    public DateTimeOffset? IssuedAt { get; init; }

    public IReadOnlyList<Band> ReadBands() => Json.Read<List<Band>>(Bands);

    public static Task<Promise?> FindAsync(Reader reader, Guid id) =>
        reader.FirstOrDefaultAsync<Promise>($"SELECT {Columns} FROM certificates WHERE id = @id", new { id });

    /// <summary>Locks the row until the transaction ends: whoever changes a promise or its images does this first.</summary>
    public static Task<Promise?> LockAsync(Transaction transaction, Guid id) =>
        transaction.FirstOrDefaultAsync<Promise>($"UPDATE certificates SET state = state WHERE id = @id RETURNING {Columns}", new { id });

    /// <summary>Newest first.</summary>
    public static Task<IReadOnlyList<Promise>> ListAsync(Reader reader, Guid project, Guid? before, int limit) => reader.QueryAsync<Promise>(
        $"SELECT {Columns} FROM certificates WHERE project_id = @project {(before is null ? "" : "AND id < @before")} ORDER BY id DESC LIMIT @limit",
        new { project, before, limit });

    /// <summary>The project's promise that people are checking, if there is one.</summary>
    public static Task<Guid?> OpenAsync(Reader reader, Guid project) =>
        reader.FirstOrDefaultAsync<Guid?>("SELECT id FROM certificates WHERE project_id = @project AND state = 'checking'", new { project });

    public Task InsertAsync(Transaction transaction) => transaction.ExecuteAsync(
        """
        INSERT INTO certificates (id, project_id, state, autolabel_id, model_id, model_number, snapshot_id, max_wrong, confidence, score_from, seed,
            population, bands, asked_by, asked_at)
        VALUES (@Id, @ProjectId, @State, @AutolabelId, @ModelId, @ModelNumber, @SnapshotId, @MaxWrong, @Confidence, @ScoreFrom, @Seed,
            @Population, @Bands, @AskedBy, @AskedAt)
        """, this);
}
