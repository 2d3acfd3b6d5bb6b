using System.Text.Json;
using Sightloop.Contracts.Images;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests;

/// <summary>What people and programs do with the labeling service, in the words of the tests.</summary>
public static class Acts
{
    public static Task<JsonElement> CreateProjectAsync(this LabelingHost host, string name = "Raccoons", string task = "detection", params string[] labels) =>
        host.PostAsync("/api/v1/projects", new { name, task, labels = labels.Length > 0 ? labels : ["raccoon", "bin"] });

    /// <summary>Images that ingest stored and labeling has heard of.</summary>
    public static async Task<IReadOnlyList<ImageRecord>> ImagesAsync(this LabelingHost host, Guid project, int count, Func<ImageRecord, ImageRecord>? with = null)
    {
        var images = await host.Neighbours.IngestAsync(project, count, told: true, with);
        await Wait.UntilAsync(async () => await host.ReadAsync<int>("SELECT COUNT(*) FROM images WHERE project_id = @project AND sequence >= @first",
            new { project, first = images[0].Sequence }) == count);
        return images;
    }

    public static Task<JsonElement> LabelsOfAsync(this LabelingHost host, Guid image) => host.GetAsync($"/api/v1/images/{image}/annotations");

    /// <summary>Saves a whole set over the revision that was seen.</summary>
    public static Task<JsonElement> SaveAsync(this LabelingHost host, Guid image, int seen, object[] annotations, bool done = true) =>
        host.SendAsync(HttpMethod.Put, $"/api/v1/images/{image}/annotations", new { annotations, done }, $"\"{seen}\"");

    public static async Task<(int Status, JsonElement Body)> TrySaveAsync(this LabelingHost host, Guid image, string? tag, object[] annotations, bool done = true) =>
        await host.TryAsync(HttpMethod.Put, $"/api/v1/images/{image}/annotations", new { annotations, done }, tag);

    public static Guid Id(this JsonElement element) => element.GetProperty("id").GetGuid();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name = "items") => [.. element.GetProperty(name).EnumerateArray()];
}
