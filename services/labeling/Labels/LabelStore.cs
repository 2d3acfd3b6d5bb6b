using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Labels;

/// <summary>Rows of classes.</summary>
public static class LabelStore
{
    public static Task InsertAsync(Transaction transaction, Guid project, IReadOnlyList<Label> labels) => transaction.ExecuteAsync(
        "INSERT INTO labels (id, project_id, name, color, key, position) VALUES (@Id, @project, @Name, @Color, @Key, @Position)",
        labels.Select(label => new { label.Id, project, label.Name, label.Color, label.Key, label.Position }));

    public static Task UpdateAsync(Transaction transaction, Label label) => transaction.ExecuteAsync(
        "UPDATE labels SET name = @Name, color = @Color, key = @Key WHERE id = @Id", label);

    /// <summary>Keeps these classes from being deleted until the transaction ends; false when one is gone already.</summary>
    public static async Task<bool> HoldAsync(Transaction transaction, IReadOnlyCollection<Guid> labels) =>
        labels.Count == 0 || (await transaction.QueryAsync<Guid>(
            $"SELECT id FROM labels WHERE id IN @labels ORDER BY id {transaction.Dialect.HoldRows}", new { labels })).Count == labels.Count;

    public static async Task DeleteAsync(Transaction transaction, Guid label)
    {
        await transaction.ExecuteAsync("DELETE FROM labels WHERE id = @label", new { label });
        await transaction.ExecuteAsync("DELETE FROM known_wrong WHERE label_id = @label", new { label });
    }
}
