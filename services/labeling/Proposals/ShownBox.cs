using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Proposals;

/// <summary>A box as it stands on an image that is not decided: proposed, or put there with a track; with its verdict, if it has one.</summary>
public sealed record ShownBox
{
    public required Guid Id { get; init; }
    public required Guid LabelId { get; init; }
    public BoxRecord? Box { get; init; }
    public string Origin { get; init; } = StoredAnnotation.Model;
    public double? Score { get; init; }
    public Guid? ModelId { get; init; }
    public required string Tier { get; init; }
    public string? Verdict { get; init; }
    public Guid? VerdictLabelId { get; init; }
    public string? TierBefore { get; init; }

    public AnnotationRecord ToAnnotation() => new() { Id = Id, LabelId = LabelId, Box = Box, Origin = Origin, Score = (float?)Score, ModelId = ModelId };

    public ShownBox WithoutVerdict() => this with { Verdict = null, VerdictLabelId = null, Tier = TierBefore ?? Tier, TierBefore = null };

    /// <summary>Hidden ones too.</summary>
    public static async Task<IReadOnlyList<ShownBox>> ReadAsync(Reader reader, Guid image)
    {
        var rows = await reader.QueryAsync<Row>(
            """
            SELECT id, label_id, x, y, width, height, origin, score, model_id, tier, verdict, verdict_label_id, tier_before FROM boxes
            WHERE image_id = @image AND tier IS NOT NULL ORDER BY id
            """, new { image });
        return [.. rows.Select(row => row.ToBox())];
    }

    public static async Task AddAsync(Transaction t, Guid project, Guid image, IEnumerable<ShownBox> boxes)
    {
        foreach (var box in boxes)
        {
            await t.ExecuteAsync(
                """
                INSERT INTO boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id, tier, doubt, verdict, verdict_label_id, tier_before)
                VALUES (@image, @Id, @project, @LabelId, @X, @Y, @Width, @Height, @Origin, @Score, @ModelId, @Tier, @doubt, @Verdict, @VerdictLabelId, @TierBefore)
                """,
                new
                {
                    image, box.Id, project, box.LabelId, box.Box?.X, box.Box?.Y, box.Box?.Width, box.Box?.Height, box.Origin, box.Score, box.ModelId, box.Tier,
                    doubt = box.Score is { } score ? Doubt.OfBox((float)score) : 0, box.Verdict, box.VerdictLabelId, box.TierBefore,
                });
        }
    }

    /// <summary>Keeps what is shown of a proposal with it, before a person's set takes its place.</summary>
    public static async Task KeepAsync(Transaction t, Guid image, Guid proposal) => await t.ExecuteAsync(
        "UPDATE proposals SET shown = @json WHERE id = @proposal", new { proposal, json = Json.Write(await ReadAsync(t, image)) });

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid LabelId { get; init; }
        public double? X { get; init; }
        public double? Y { get; init; }
        public double? Width { get; init; }
        public double? Height { get; init; }
        public string Origin { get; init; } = "";
        public double? Score { get; init; }
        public Guid? ModelId { get; init; }
        public string Tier { get; init; } = "";
        public string? Verdict { get; init; }
        public Guid? VerdictLabelId { get; init; }
        public string? TierBefore { get; init; }

        public ShownBox ToBox() => new()
        {
            Id = Id, LabelId = LabelId, Origin = Origin, Score = Score, ModelId = ModelId, Tier = Tier, Verdict = Verdict, VerdictLabelId = VerdictLabelId, TierBefore = TierBefore,
            Box = X is null ? null : new BoxRecord((float)X, (float)Y!, (float)Width!, (float)Height!),
        };
    }
}
