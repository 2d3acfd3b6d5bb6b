using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Effort;

/// <summary>GET /projects/{p}/effort: what the labels cost people and machines, and what that saved.</summary>
public static class EffortEndpoints
{
    private const string Rule =
        "People's time is how often each act was done times its seconds. The server finds the acts itself, when an image is decided: it compares what is saved then with "
        + "what was there before (the labels of the last decision, or the model's suggestion), however often it was saved in between. An image counts as looked at once for each decision. "
        + "Boxes are matched by their identity, else by place; a faint suggestion that was taken over costs one click. All by hand means: looking at each labelled image once and drawing each of its "
        + "present boxes. The saving is the part of that which was not needed. The measured time is what the studio saw of people at work on the images; it is shown for comparison and decides nothing.";

    public static void MapEffort(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/projects/{project:guid}/effort", GetAsync).WithTags("effort").WithName("GetEffort");

    private static Task<Results<Ok<EffortReport>, ProblemHttpResult>> GetAsync(
        Guid project, string? timeModel, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync(async r => await ReportAsync(r, project, timeModel), cancellation);

    private static async Task<Results<Ok<EffortReport>, ProblemHttpResult>> ReportAsync(Reader reader, Guid project, string? timeModel)
    {
        if (await ProjectStore.FindAsync(reader, project) is not { } found)
        {
            return Problems.NoSuchProject(project);
        }

        if (TimeModel.Find(timeModel ?? found.Settings.TimeModel) is not { } times)
        {
            return Problems.BadRequest("There are time models A, B and C: choose one of them with ?timeModel=, or none for the project's own.");
        }

        var rows = await reader.QueryAsync<ActionRow>(
            "SELECT kind, origin, SUM(count) AS count FROM effort WHERE project_id = @project GROUP BY kind, origin HAVING SUM(count) > 0 ORDER BY kind, origin", new { project });
        var measured = await reader.ScalarAsync<double>(
            "SELECT COALESCE(SUM(duration_ms), 0) FROM effort WHERE project_id = @project", new { project });
        var machine = await reader.QueryAsync<MachineSeconds>(
            "SELECT kind, SUM(seconds) AS seconds FROM machine_time WHERE project_id = @project GROUP BY kind ORDER BY kind", new { project });
        var images = await reader.ScalarAsync<long>(
            "SELECT COUNT(*) FROM images WHERE project_id = @project AND state = 'labeled'", new { project });
        var boxes = await reader.ScalarAsync<long>(
            "SELECT COALESCE(SUM(label_count), 0) FROM images WHERE project_id = @project AND state = 'labeled'", new { project });
        var actions = rows.Select(row => new CountedAction(row.Kind, row.Origin, row.Count, row.Count * times.SecondsOf(row.Kind))).ToList();
        var human = actions.Sum(action => action.Seconds);
        var byHand = (images * times.Open) + (boxes * times.Create);
        return TypedResults.Ok(new EffortReport
        {
            Model = times, Rule = Rule, HumanSeconds = human, Actions = actions, MeasuredSeconds = measured / 1000, MachineSeconds = machine.Sum(m => m.Seconds),
            Machine = machine, LabeledImages = images, Labels = boxes, ByHandSeconds = byHand, Saving = byHand > 0 ? 1 - (human / byHand) : null,
            Next = await NextImages.FindAsync(reader, project, found.Task == "classification", times),
        });
    }

    private sealed record ActionRow
    {
        public string Kind { get; init; } = "";
        public string Origin { get; init; } = "";
        public long Count { get; init; }
    }
}

/// <summary>How often an action was done and what it costs by the model.</summary>
public sealed record CountedAction(string Kind, string Origin, long Count, double Seconds);

/// <summary>Machine time by kind: training or autolabel.</summary>
public sealed record MachineSeconds
{
    public string Kind { get; init; } = "";
    public double Seconds { get; init; }
}

/// <summary>What the project's labels cost so far. Seconds throughout.</summary>
public sealed record EffortReport
{
    public required TimeModel Model { get; init; }
    public required string Rule { get; init; }
    public required double HumanSeconds { get; init; }
    public required IReadOnlyList<CountedAction> Actions { get; init; }
    public required double MeasuredSeconds { get; init; }
    public required double MachineSeconds { get; init; }
    public required IReadOnlyList<MachineSeconds> Machine { get; init; }
    public required long LabeledImages { get; init; }
    public required long Labels { get; init; }
    public required double ByHandSeconds { get; init; }
    /// <summary>Share of the human seconds that were saved, 0 to 1, negative when they were more; null before anything is labelled.</summary>
    public double? Saving { get; init; }
    /// <summary>What the next images should give and cost; null while no model was measured or nothing is left.</summary>
    public NextImages? Next { get; init; }
}
