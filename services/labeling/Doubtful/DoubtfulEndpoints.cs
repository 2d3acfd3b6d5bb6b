using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Doubtful;

/// <summary>A label that a model doubts, for repair; it proves nothing and certifies nothing.</summary>
public sealed record DoubtfulView
{
    public required Guid Id { get; init; }
    public required Guid ImageId { get; init; }
    public required string ImageName { get; init; }
    /// <summary>overlooked (nothing is drawn there), badly placed or swapped (another class).</summary>
    public required string Kind { get; init; }
    /// <summary>0 to 1.</summary>
    public required double Doubt { get; init; }
    /// <summary>The label in doubt; null for one that is missing.</summary>
    public Guid? AnnotationId { get; init; }
    /// <summary>Its class.</summary>
    public string? Label { get; init; }
    /// <summary>The class that the model sees there, and its score.</summary>
    public string? SeenLabel { get; init; }
    public double? SeenScore { get; init; }
    /// <summary>Where to look.</summary>
    public required BoxRecord Box { get; init; }
    public required Guid ModelId { get; init; }
}

/// <summary>GET /projects/{p}/doubtful: labels worth a second look, human ones too, most doubtful first.</summary>
internal static class DoubtfulEndpoints
{
    public static void MapDoubtful(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/projects/{project:guid}/doubtful", ListAsync).WithTags("doubtful").WithName("ListDoubtful");

    private static async Task<Results<Ok<Page<DoubtfulView>>, ProblemHttpResult>> ListAsync(
        Guid project, string? kind, int? limit, string? cursor, LabelingDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead<Place>(limit, cursor, out var take, out var after, out var problem))
        {
            return problem;
        }

        if (kind is not (null or DoubtfulLabel.Overlooked or DoubtfulLabel.BadlyPlaced or DoubtfulLabel.Swapped))
        {
            return Problems.BadRequest("kind must be overlooked, badly placed or swapped.");
        }

        return await database.ReadAsync<Results<Ok<Page<DoubtfulView>>, ProblemHttpResult>>(async r =>
        {
            if (await ProjectStore.FindAsync(r, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            var rows = await r.QueryAsync<Row>(
                $"""
                SELECT d.id, d.image_id, i.name, d.kind, d.doubt, d.annotation_id, d.label_id, d.seen_label_id, d.seen_score, d.x, d.y, d.width, d.height, d.model_id
                FROM doubtful_labels d JOIN images i ON i.id = d.image_id
                WHERE d.project_id = @project {(kind is null ? "" : "AND d.kind = @kind")}
                    {(after is null ? "" : "AND (d.doubt < @Doubt OR (d.doubt = @Doubt AND d.id < @Id))")}
                ORDER BY d.doubt DESC, d.id DESC LIMIT @limit
                """, new { project, kind, after?.Doubt, after?.Id, limit = take + 1 });
            var names = found.Labels.ToDictionary(label => label.Id, label => label.Name);
            return TypedResults.Ok(Page.Of(rows, take, row => new Place(row.Doubt, row.Id), row => row.ToView(names)));
        }, cancellation);
    }

    private sealed record Place(double Doubt, Guid Id);

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid ImageId { get; init; }
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public double Doubt { get; init; }
        public Guid? AnnotationId { get; init; }
        public Guid? LabelId { get; init; }
        public Guid? SeenLabelId { get; init; }
        public double? SeenScore { get; init; }
        public double X { get; init; }
        public double Y { get; init; }
        public double Width { get; init; }
        public double Height { get; init; }
        public Guid ModelId { get; init; }

        public DoubtfulView ToView(Dictionary<Guid, string> names) => new()
        {
            Id = Id, ImageId = ImageId, ImageName = Name, Kind = Kind, Doubt = Doubt, AnnotationId = AnnotationId, SeenScore = SeenScore, ModelId = ModelId,
            Label = LabelId is { } label ? names.GetValueOrDefault(label) : null, SeenLabel = SeenLabelId is { } seen ? names.GetValueOrDefault(seen) : null,
            Box = new((float)X, (float)Y, (float)Width, (float)Height),
        };
    }
}
