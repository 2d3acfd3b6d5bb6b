using Sightloop.Audit.Statistics;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit.Certificates;

/// <summary>An image of a frozen population: its place in the random order, what was proposed, and what a person found.</summary>
public sealed record FrozenImage
{
    private const string Columns =
        "certificate_id, image_id, place, score, proposal_id, proposed, box_ids, drawn, decided_at, checked, person, saved, wrong, boxes, wrong_boxes";

    public Guid CertificateId { get; init; }
    public Guid ImageId { get; init; }
    public int Place { get; init; }
    public double Score { get; init; }
    public Guid ProposalId { get; init; }
    public string Proposed { get; init; } = "[]";
    public string BoxIds { get; init; } = "[]";
    public bool Drawn { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public bool Checked { get; init; }
    public string? Person { get; init; }
    public string? Saved { get; init; }
    public bool? Wrong { get; init; }
    public int? Boxes { get; init; }
    public int? WrongBoxes { get; init; }

    public double Loss => Boxes is > 0 ? (double)WrongBoxes!.Value / Boxes.Value : Wrong == true ? 1 : 0;

    public IReadOnlyList<ComparedBox> ReadProposed() => Json.Read<List<ComparedBox>>(Proposed);

    public static Task InsertAsync(Transaction transaction, IReadOnlyList<FrozenImage> images) => transaction.ExecuteAsync(
        """
        INSERT INTO certificate_images (certificate_id, image_id, place, score, proposal_id, proposed, box_ids, drawn, checked)
        VALUES (@CertificateId, @ImageId, @Place, @Score, @ProposalId, @Proposed, @BoxIds, @Drawn, @Checked)
        """, images);

    /// <summary>In which promises that are open or issued the images stand.</summary>
    public static Task<IReadOnlyList<FrozenImage>> LivingAsync(Reader reader, IReadOnlyList<Guid> images) => reader.QueryAsync<FrozenImage>(
        $"""
        SELECT {Columns} FROM certificate_images WHERE image_id IN @images
            AND certificate_id IN (SELECT id FROM certificates WHERE state IN ('checking', 'issued')) ORDER BY certificate_id, place
        """, new { images });

    public static Task<IReadOnlyList<FrozenImage>> AllAsync(Reader reader, Guid certificate) => reader.QueryAsync<FrozenImage>(
        $"SELECT {Columns} FROM certificate_images WHERE certificate_id = @certificate ORDER BY place", new { certificate });

    /// <summary>How far a band is checked without a gap.</summary>
    public static async Task<Checked> CheckedAsync(Reader reader, Guid certificate, double scoreFrom)
    {
        var gap = await GapAsync(reader, certificate, scoreFrom);
        var row = await reader.SingleAsync<Counts>(
            """
            SELECT COUNT(*) AS images, COUNT(CASE WHEN wrong THEN 1 END) AS wrong FROM certificate_images
            WHERE certificate_id = @certificate AND checked AND score >= @scoreFrom AND place < @gap
            """, new { certificate, scoreFrom, gap });
        return new((int)row.Images, (int)row.Wrong);
    }

    /// <summary>The images that count for a band, in their order.</summary>
    public static async Task<IReadOnlyList<FrozenImage>> CountedAsync(Reader reader, Guid certificate, double scoreFrom)
    {
        var gap = await GapAsync(reader, certificate, scoreFrom);
        return await reader.QueryAsync<FrozenImage>(
            $"SELECT {Columns} FROM certificate_images WHERE certificate_id = @certificate AND checked AND score >= @scoreFrom AND place < @gap ORDER BY place",
            new { certificate, scoreFrom, gap });
    }

    /// <summary>The first place of the band that is not checked.</summary>
    private static Task<int> GapAsync(Reader reader, Guid certificate, double scoreFrom) => reader.ScalarAsync<int>(
        "SELECT COALESCE(MIN(place), @none) FROM certificate_images WHERE certificate_id = @certificate AND NOT checked AND score >= @scoreFrom",
        new { certificate, scoreFrom, none = int.MaxValue });

    private sealed record Counts
    {
        public long Images { get; init; }
        public long Wrong { get; init; }
    }
}
