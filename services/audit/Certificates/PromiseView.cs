using Sightloop.Platform.Database;

namespace Sightloop.Audit.Certificates;

/// <summary>A promise or certificate as the API shows it.</summary>
public sealed record PromiseView
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    /// <summary>checking, issued, refused, spent, given up or voided.</summary>
    public required string State { get; init; }
    /// <summary>Why it ended and what to do now.</summary>
    public string? Reason { get; init; }
    public required double MaxWrong { get; init; }
    public required double Confidence { get; init; }
    public required Guid AutolabelId { get; init; }
    public required Guid ModelId { get; init; }
    public required int ModelNumber { get; init; }
    public required Guid SnapshotId { get; init; }
    public double? ScoreFrom { get; init; }
    public required string Seed { get; init; }
    /// <summary>Images of the frozen population.</summary>
    public required int Population { get; init; }
    /// <summary>Images that people have checked.</summary>
    public required int Checked { get; init; }
    public required int Wrong { get; init; }
    /// <summary>Drawn images that wait for a check.</summary>
    public required int Waiting { get; init; }
    /// <summary>Checks until the band under test holds, if all of them are right; null when nothing is under test.</summary>
    public int? MoreChecks { get; init; }
    /// <summary>The bands that were tested, in their fixed order.</summary>
    public required IReadOnlyList<BandView> Bands { get; init; }
    /// <summary>The band for which the promise holds now; issuing accepts its rest.</summary>
    public BandView? Kept { get; init; }
    /// <summary>What to audit by hand: everything below this score, all when it is absent.</summary>
    public ByHand? ByHand { get; init; }
    /// <summary>Of a certificate: what people found since in images that it had accepted unseen; null while it is not issued.</summary>
    public LooksSince? Since { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public string? EndedBy { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? IssuedAt { get; init; }

    internal static async Task<PromiseView> ReadAsync(Reader reader, Promise promise)
    {
        var standing = await PromiseProgress.StandingAsync(reader, promise);
        var counts = await reader.SingleAsync<Counts>(
            """
            SELECT COUNT(CASE WHEN checked THEN 1 END) AS checked, COUNT(CASE WHEN wrong THEN 1 END) AS wrong,
                COUNT(CASE WHEN drawn AND NOT checked THEN 1 END) AS waiting, COUNT(CASE WHEN looked_since THEN 1 END) AS looked_since,
                COUNT(CASE WHEN looked_since AND wrong_since THEN 1 END) AS wrong_since
            FROM certificate_images WHERE certificate_id = @Id
            """, new { promise.Id });
        var bands = new List<BandView>();
        foreach (var band in standing.Bands)
        {
            bands.Add(await BandView.ReadAsync(reader, promise.Id, band));
        }

        var kept = promise.State is Promise.Checking or Promise.Issued
            ? bands.LastOrDefault(band => promise.IssuedFrom is { } from ? band.ScoreFrom == from : band.MoreChecks == 0)
            : null;
        var isOpen = promise.State == Promise.Checking;
        return new()
        {
            Id = promise.Id, ProjectId = promise.ProjectId, State = promise.State, Reason = promise.Reason, MaxWrong = promise.MaxWrong,
            Confidence = promise.Confidence, AutolabelId = promise.AutolabelId, ModelId = promise.ModelId, ModelNumber = promise.ModelNumber,
            SnapshotId = promise.SnapshotId, ScoreFrom = promise.ScoreFrom, Seed = promise.Seed, Population = promise.Population,
            Checked = (int)counts.Checked, Wrong = (int)counts.Wrong, Waiting = isOpen ? (int)counts.Waiting : 0,
            MoreChecks = isOpen ? standing.Next?.MoreChecks : null, Bands = bands, Kept = kept,
            ByHand = promise.State is Promise.Issued or Promise.Refused && (kept?.Images ?? 0) < promise.Population
                ? new(kept?.ScoreFrom, promise.Population - (kept?.Images ?? 0)) : null,
            Since = promise.IssuedAt is null ? null : new((int)counts.LookedSince, (int)counts.WrongSince),
            AskedBy = promise.AskedBy, AskedAt = promise.AskedAt, EndedBy = promise.EndedBy, EndedAt = promise.EndedAt, IssuedAt = promise.IssuedAt,
        };
    }

    private sealed record Counts
    {
        public long Checked { get; init; }
        public long Wrong { get; init; }
        public long Waiting { get; init; }
        public long LookedSince { get; init; }
        public long WrongSince { get; init; }
    }
}

/// <summary>A band of the population and what the checks say of it.</summary>
/// <param name="ScoreFrom">Images of this score or more.</param>
/// <param name="Images">How many they are.</param>
/// <param name="Allowed">Wrong ones among them that the promise allows.</param>
/// <param name="Checked">Checked so far, without a gap in the random order.</param>
/// <param name="Wrong">Wrong ones among the checked.</param>
/// <param name="AtMostWrong">With the asked confidence, at most so many of the band are wrong.</param>
/// <param name="MoreChecks">Until it holds if all of them are right; 0 when it holds, null when it cannot hold any more.</param>
/// <param name="Unseen">Images that would be accepted without a look.</param>
public sealed record BandView(double ScoreFrom, int Images, int Allowed, int Checked, int Wrong, int AtMostWrong, int? MoreChecks, int Unseen)
{
    internal static async Task<BandView> ReadAsync(Reader reader, Guid certificate, BandStanding band) => new(
        band.Band.ScoreFrom, band.Band.Images, band.Allowed, band.Checked, band.Wrong, band.AtMostWrong, band.MoreChecks,
        (int)await reader.ScalarAsync<long>(
            "SELECT COUNT(*) FROM certificate_images WHERE certificate_id = @certificate AND score >= @ScoreFrom AND NOT checked",
            new { certificate, band.Band.ScoreFrom }));
}

/// <summary>Images that a certificate had accepted unseen and people have looked at since.</summary>
/// <param name="Images">How many.</param>
/// <param name="Wrong">How many of them were not as proposed.</param>
public sealed record LooksSince(int Images, int Wrong);

/// <summary>Images that no promise covers.</summary>
public sealed record ByHand(double? ScoreBelow, int Images);
