using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Thresholds;

/// <summary>The project's rule in its row, and what it is picked from.</summary>
public static class RuleStore
{
    /// <summary>Reviews that count: older ones were of other models and of easier or harder images.</summary>
    private const int LatestReviews = 60;

    private const int LabeledSample = 100;

    /// <summary>The rule for a model's suggestions: the one picked, else the model's own recommendation.</summary>
    public static async Task<SuggestionRule> FindAsync(Reader reader, Project project, Guid model)
    {
        var stored = await reader.FirstOrDefaultAsync<string>(
            "SELECT rule FROM suggestion_rules WHERE project_id = @Id AND model_id = @model", new { project.Id, model });
        return stored is null ? await StartAsync(reader, project, model) : Json.Read<SuggestionRule>(stored);
    }

    /// <summary>The rule that is used for the newest suggestions; null while no model has suggested anything.</summary>
    public static async Task<SuggestionRule?> CurrentAsync(Reader reader, Project project) => await reader.FirstOrDefaultAsync<Guid?>(
        "SELECT model_id FROM proposals WHERE project_id = @Id ORDER BY created_at DESC, id DESC LIMIT 1", new { project.Id }) is { } model
        ? await FindAsync(reader, project, model)
        : null;

    /// <summary>Picks the rule on what was reviewed so far and keeps it.</summary>
    public static async Task<SuggestionRule> PickAsync(Transaction t, Project project, Guid model)
    {
        var start = await StartAsync(t, project, model);
        var times = TimeModel.Find(project.Settings.TimeModel)!;
        var reviewed = (await ReviewedAsync(t, project, model)).Select(row => new ReviewedImage(row.Proposed, row.Final, start.AcrossClasses)).ToList();
        var (classes, seconds, without) = ThresholdPicker.Pick(reviewed, start.Classes, times);
        var rule = start with { Classes = classes, ReviewedImages = reviewed.Count, Seconds = seconds, SecondsWithout = without };
        await t.ExecuteAsync(
            """
            INSERT INTO suggestion_rules (project_id, model_id, rule, picked_at) VALUES (@Id, @model, @json, @now)
            ON CONFLICT (project_id, model_id) DO UPDATE SET rule = @json, picked_at = @now
            """, new { project.Id, model, json = Json.Write(rule), now = t.Now });
        return rule;
    }

    private static async Task<SuggestionRule> StartAsync(Reader reader, Project project, Guid model)
    {
        var own = await reader.FirstOrDefaultAsync<ModelRow>("SELECT thresholds, label_ids FROM models WHERE id = @model", new { model });
        var recommended = own is null ? [] : Json.Read<List<Guid>>(own.LabelIds).Zip(Json.Read<List<double>>(own.Thresholds)).ToDictionary(x => x.First, x => x.Second);
        return new SuggestionRule
        {
            ModelId = model, AcrossClasses = !project.IsClassification && project.Labels.Count > 1 && Overlaps.AreNever(await LabeledAsync(reader, project.Id)),
            TimeModel = project.Settings.TimeModel,
            Classes = [.. project.Labels.Select(label => new ClassThresholds(
                label.Id, recommended.TryGetValue(label.Id, out var solid) ? solid : SuggestionRule.DefaultSolid, SuggestionRule.LowestScore))],
        };
    }

    private static async Task<IReadOnlyList<(IReadOnlyList<StoredBox> Proposed, IReadOnlyList<AnnotationRecord> Final)>> ReviewedAsync(
        Reader reader, Project project, Guid model)
    {
        var rows = await reader.QueryAsync<ReviewRow>(
            """
            SELECT p.boxes, r.annotations FROM proposals p JOIN images i ON i.id = p.image_id JOIN revisions r ON r.image_id = i.id AND r.number = i.revision
            WHERE p.project_id = @Id AND p.model_id = @model AND p.state IN ('accepted', 'corrected', 'rejected') AND i.state = 'labeled' AND p.certificate_id IS NULL
            ORDER BY p.decided_at DESC LIMIT @LatestReviews
            """, new { project.Id, model, LatestReviews });
        return
        [
            .. rows.Select(row => ((IReadOnlyList<StoredBox>)Json.Read<List<StoredBox>>(row.Boxes).Where(box => box.Box is not null).ToList(),
                (IReadOnlyList<AnnotationRecord>)Json.Read<List<AnnotationRecord>>(row.Annotations))),
        ];
    }

    private static async Task<IReadOnlyList<IReadOnlyList<AnnotationRecord>>> LabeledAsync(Reader reader, Guid project)
    {
        var rows = await reader.QueryAsync<string>(
            """
            SELECT r.annotations FROM images i JOIN revisions r ON r.image_id = i.id AND r.number = i.revision
            WHERE i.project_id = @project AND i.state = 'labeled' AND i.labeled_at IS NOT NULL ORDER BY i.labeled_at DESC LIMIT @LabeledSample
            """, new { project, LabeledSample });
        return [.. rows.Select(Json.Read<List<AnnotationRecord>>)];
    }

    private sealed record ModelRow
    {
        public string Thresholds { get; init; } = "[]";
        public string LabelIds { get; init; } = "[]";
    }

    private sealed record ReviewRow
    {
        public string Boxes { get; init; } = "[]";
        public string Annotations { get; init; } = "[]";
    }
}
