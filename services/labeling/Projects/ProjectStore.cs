using Sightloop.Labeling.Labels;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Projects;

/// <summary>Rows of projects. Whoever changes a project locks it first, so that versions count up and no change is lost.</summary>
public static class ProjectStore
{
    private const string Columns = "id, name, task, version, settings, created_at";

    public static async Task<Project?> FindAsync(Reader reader, Guid id) =>
        await FillAsync(reader, await reader.FirstOrDefaultAsync<Row>($"SELECT {Columns} FROM projects WHERE id = @id", new { id }));

    /// <summary>Locks the project's row until the transaction ends; null when there is no such project.</summary>
    public static async Task<Project?> LockAsync(Transaction transaction, Guid id) =>
        await FillAsync(transaction, await transaction.FirstOrDefaultAsync<Row>(
            $"UPDATE projects SET version = version WHERE id = @id RETURNING {Columns}", new { id }));

    public static async Task<IReadOnlyList<Project>> ListAsync(Reader reader, Guid? after, int limit)
    {
        var rows = await reader.QueryAsync<Row>(
            $"SELECT {Columns} FROM projects {(after is null ? "" : "WHERE id < @after")} ORDER BY id DESC LIMIT @limit", new { after, limit });
        var labels = (await LabelsAsync(reader, [.. rows.Select(row => row.Id)])).ToLookup(label => label.ProjectId, label => label.ToLabel());
        return [.. rows.Select(row => row.ToProject([.. labels[row.Id]]))];
    }

    public static Task InsertAsync(Transaction transaction, Project project, string actor) => transaction.ExecuteAsync(
        """
        INSERT INTO projects (id, name, task, version, settings, created_at, created_by)
        VALUES (@Id, @Name, @Task, @Version, @settings, @CreatedAt, @actor)
        """,
        new { project.Id, project.Name, project.Task, project.Version, settings = Json.Write(project.Settings), project.CreatedAt, actor });

    /// <summary>Counts the version up, says the whole new state and returns it. Label rows must be changed already.</summary>
    public static async Task<Project> ChangedAsync(Transaction transaction, Project before, Project after, string change, string actor)
    {
        await transaction.ExecuteAsync(
            "UPDATE projects SET name = @Name, settings = @settings, version = version + 1 WHERE id = @Id",
            new { after.Id, after.Name, settings = Json.Write(after.Settings) });
        var now = (await FindAsync(transaction, before.Id))!;
        transaction.Publish(now.ToEvent(change, before, actor, transaction.Now));
        return now;
    }

    public static async Task<IReadOnlyDictionary<Guid, ImageCounts>> CountsAsync(Reader reader, IReadOnlyList<Guid> projects)
    {
        var rows = await reader.QueryAsync<CountRow>(
            "SELECT project_id, state, begun, COUNT(*) AS count FROM images WHERE project_id IN @projects GROUP BY project_id, state, begun", new { projects });
        var unseen = (await reader.QueryAsync<UnseenRow>(
            "SELECT project_id, COUNT(*) AS count FROM images WHERE project_id IN @projects AND unseen GROUP BY project_id", new { projects })).ToDictionary(row => row.ProjectId, row => row.Count);
        return rows.GroupBy(row => row.ProjectId).ToDictionary(group => group.Key, group => new ImageCounts(
            Unlabeled: group.Where(row => row.State == "unlabeled").Sum(row => row.Count),
            Auto: group.Where(row => row.State == "auto").Sum(row => row.Count),
            Labeled: group.Where(row => row.State == "labeled").Sum(row => row.Count),
            Begun: group.Where(row => row.Begun).Sum(row => row.Count),
            Unseen: unseen.GetValueOrDefault(group.Key)));
    }

    public static async Task<ProjectView> ViewAsync(Reader reader, Project project) =>
        ProjectView.Of(project, (await CountsAsync(reader, [project.Id])).GetValueOrDefault(project.Id, ImageCounts.None));

    private static async Task<Project?> FillAsync(Reader reader, Row? row) =>
        row?.ToProject([.. (await LabelsAsync(reader, [row.Id])).Select(label => label.ToLabel())]);

    private static Task<IReadOnlyList<LabelRow>> LabelsAsync(Reader reader, IReadOnlyList<Guid> projects) => reader.QueryAsync<LabelRow>(
        "SELECT id, project_id, name, color, key, position FROM labels WHERE project_id IN @projects ORDER BY position, id", new { projects });

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Task { get; init; } = "";
        public long Version { get; init; }
        public string Settings { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public Project ToProject(IReadOnlyList<Label> labels) => new()
        {
            Id = Id, Name = Name, Task = Task, Version = Version, Labels = labels, CreatedAt = CreatedAt, Settings = Json.Read<ProjectSettings>(Settings),
        };
    }

    private sealed record LabelRow
    {
        public Guid Id { get; init; }
        public Guid ProjectId { get; init; }
        public string Name { get; init; } = "";
        public string Color { get; init; } = "";
        public string? Key { get; init; }
        public int Position { get; init; }

        public Label ToLabel() => new(Id, Name, Color, Key, Position);
    }

    private sealed record UnseenRow
    {
        public Guid ProjectId { get; init; }
        public int Count { get; init; }
    }

    private sealed record CountRow
    {
        public Guid ProjectId { get; init; }
        public string State { get; init; } = "";
        public bool Begun { get; init; }
        public int Count { get; init; }
    }
}
