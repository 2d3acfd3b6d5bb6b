using System.Text;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Snapshots;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling.Snapshots;

/// <summary>
/// Freezes a project's labelled images as `snapshots/&lt;id&gt;.jsonl`. Images that are only begun are not in it. The lines come from one SQL statement, so they
/// are the state of one moment, and are streamed through a temporary file: a large project never stands in memory.
/// </summary>
public sealed class SnapshotWriter(LabelingDatabase database, ImageDirectory images, IObjectStore objects)
{
    private const int Tries = 3;

    /// <param name="projectId">Project.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="preset">What it is for, quick or full; null when that was not said.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="within">Runs in the transaction that makes the snapshot known.</param>
    /// <returns>The key and counts, or what is missing and what to do about it.</returns>
    public async Task<SnapshotTaken> TakeAsync(
        Guid projectId, string actor, string? preset, CancellationToken cancellation, Func<Transaction, SnapshotTaken, Task>? within = null)
    {
        await images.CatchUpAsync(projectId, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var task = await database.ReadAsync(r => r.FirstOrDefaultAsync<string>("SELECT task FROM projects WHERE id = @projectId", new { projectId }), cancellation);
            if (task is null)
            {
                return new SnapshotTaken { ProjectMissing = true };
            }

            // The moment before reading: what is labelled after it counts as new, even if it was just read.
            var now = database.Clock.GetUtcNow();
            await using var lines = TemporaryFile();
            var counts = await WriteLinesAsync(projectId, lines, cancellation);
            if (SnapshotRefusal.Of(task, counts.Images, counts.Labels, counts.LabelIds.Count) is { } refusal)
            {
                return new SnapshotTaken { Refusal = refusal, Images = counts.Images };
            }

            var classes = await ReadClassesAsync(projectId, cancellation);
            if (counts.LabelIds.IsSubsetOf(classes.Select(c => c.Id)))
            {
                return await StoreAsync(projectId, task, (actor, preset), classes, counts.Images, now, lines, within, cancellation);
            }

            if (attempt == Tries)
            {
                return new SnapshotTaken { Refusal = "Labels were removed while the snapshot was taken: try again." };
            }
        }
    }

    private async Task<Counts> WriteLinesAsync(Guid projectId, Stream target, CancellationToken cancellation)
    {
        var counts = new Counts();
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await database.ReadAsync(async r =>
        {
            await foreach (var line in SnapshotLines.ReadAsync(r, projectId))
            {
                counts.Add(line);
                await writer.WriteAsync(Json.Write(line));
                await writer.WriteAsync('\n');
            }

            return 0;
        }, cancellation);
        return counts;
    }

    private Task<IReadOnlyList<LabelClass>> ReadClassesAsync(Guid projectId, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<LabelClass>("SELECT id, name, color, key FROM labels WHERE project_id = @projectId ORDER BY position", new { projectId }), cancellation);

    private async Task<SnapshotTaken> StoreAsync(
        Guid projectId, string task, (string Actor, string? Preset) asked, IReadOnlyList<LabelClass> classes, int count, DateTimeOffset now, FileStream lines,
        Func<Transaction, SnapshotTaken, Task>? within, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7(now);
        var key = $"snapshots/{id}.jsonl";
        var header = new SnapshotHeader { SnapshotId = id, ProjectId = projectId, Task = task, Labels = classes, Images = count, TakenAt = now };
        await using var whole = TemporaryFile();
        await whole.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(header) + "\n"), cancellation);
        lines.Position = 0;
        await lines.CopyToAsync(whole, cancellation);
        whole.Position = 0;
        await objects.PutAsync(key, whole, whole.Length, cancellation);
        var taken = new SnapshotTaken { SnapshotId = id, SnapshotKey = key, Images = count };
        await database.WriteAsync(async t =>
        {
            if (within is not null)
            {
                await within(t, taken);
            }

            await t.ExecuteAsync(
                "INSERT INTO snapshots (id, project_id, object_key, images, taken_at, actor, preset) VALUES (@id, @projectId, @key, @count, @now, @Actor, @Preset)",
                new { id, projectId, key, count, now, asked.Actor, asked.Preset });
        }, cancellation);
        return taken;
    }

    private static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private sealed class Counts
    {
        public int Images { get; private set; }
        public long Labels { get; private set; }
        public HashSet<Guid> LabelIds { get; } = [];

        public void Add(SnapshotLine line)
        {
            Images++;
            Labels += line.Boxes.Count;
            LabelIds.UnionWith(line.Boxes.Select(box => box.LabelId));
        }
    }
}
