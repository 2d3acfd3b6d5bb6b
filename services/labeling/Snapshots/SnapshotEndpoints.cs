using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Snapshots;

/// <summary>What a training learned from: counts, and the images page by page as they were then.</summary>
internal static class SnapshotEndpoints
{
    public static void MapSnapshots(this IEndpointRouteBuilder routes)
    {
        var snapshot = routes.MapGroup("/api/v1/snapshots/{snapshot:guid}").WithTags("trainings");
        snapshot.MapGet("", GetAsync).WithName("GetSnapshot");
        snapshot.MapGet("images", ListAsync).WithName("ListSnapshotImages");
    }

    private static async Task<Results<Ok<SnapshotView>, ProblemHttpResult>> GetAsync(
        Guid snapshot, LabelingDatabase database, IObjectStore objects, CancellationToken cancellation)
    {
        if (await KeyAsync(snapshot, database, cancellation) is not { } key)
        {
            return Missing(snapshot);
        }

        var (images, held, boxes) = (0, 0, new Dictionary<Guid, int>());
        var (header, lines) = await OpenAsync(objects, key, cancellation);
        await foreach (var line in lines)
        {
            images++;
            held += line.Validation ? 1 : 0;
            foreach (var box in line.Boxes)
            {
                boxes[box.LabelId] = boxes.GetValueOrDefault(box.LabelId) + 1;
            }
        }

        return TypedResults.Ok(new SnapshotView(
            snapshot, header.ProjectId, header.TakenAt, images, held, boxes.Values.Sum(),
            [.. header.Labels.Select(label => new SnapshotLabel(label.Id, label.Name, boxes.GetValueOrDefault(label.Id)))]));
    }

    private static async Task<Results<Ok<Page<SnapshotImage>>, ProblemHttpResult>> ListAsync(
        Guid snapshot, int? limit, string? cursor, LabelingDatabase database, IObjectStore objects, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out int? after, out var problem))
        {
            return problem;
        }

        if (await KeyAsync(snapshot, database, cancellation) is not { } key)
        {
            return Missing(snapshot);
        }

        var rows = new List<(int Place, SnapshotLine Line)>();
        var place = 0;
        await foreach (var line in (await OpenAsync(objects, key, cancellation)).Lines)
        {
            if (++place > (after ?? 0))
            {
                rows.Add((place, line));
            }

            if (rows.Count > take)
            {
                break;
            }
        }

        return TypedResults.Ok(Page.Of(rows, take, row => (int?)row.Place, row => new SnapshotImage(row.Line.ImageId, row.Line.Name, row.Line.Validation, row.Line.Boxes.Count)));
    }

    private static Task<string?> KeyAsync(Guid snapshot, LabelingDatabase database, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<string>("SELECT object_key FROM snapshots WHERE id = @snapshot", new { snapshot }), cancellation);

    private static async Task<(SnapshotHeader Header, IAsyncEnumerable<SnapshotLine> Lines)> OpenAsync(IObjectStore objects, string key, CancellationToken cancellation)
    {
        var reader = new StreamReader(await objects.OpenAsync(key, cancellation: cancellation));
        return (Json.Read<SnapshotHeader>((await reader.ReadLineAsync(cancellation))!), LinesAsync());

        async IAsyncEnumerable<SnapshotLine> LinesAsync()
        {
            using (reader)
            {
                while (await reader.ReadLineAsync(cancellation) is { } text)
                {
                    yield return Json.Read<SnapshotLine>(text);
                }
            }
        }
    }

    private static ProblemHttpResult Missing(Guid snapshot) => Problems.NotFound($"There is no snapshot {snapshot}.");
}

/// <summary>A frozen state of a project's labelled images.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Project.</param>
/// <param name="TakenAt">When.</param>
/// <param name="Images">Labelled images in it.</param>
/// <param name="ValidationImages">Of them, those held back to measure.</param>
/// <param name="Boxes">Labels on them.</param>
/// <param name="Labels">The same by class.</param>
internal sealed record SnapshotView(
    Guid Id, Guid ProjectId, DateTimeOffset TakenAt, int Images, int ValidationImages, int Boxes, IReadOnlyList<SnapshotLabel> Labels);

/// <summary>A class and how many labels of it a snapshot has.</summary>
internal sealed record SnapshotLabel(Guid LabelId, string Label, int Boxes);

/// <summary>An image of a snapshot; held back to measure when <paramref name="Validation"/>.</summary>
internal sealed record SnapshotImage(Guid ImageId, string Name, bool Validation, int Boxes);
