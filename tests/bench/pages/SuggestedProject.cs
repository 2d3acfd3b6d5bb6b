using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;

namespace Sightloop.Bench.Pages;

/// <summary>
/// A project whose images all have a suggestion of twelve boxes, half of them solid. Images come in a hundred kinds; a kind shows three of eight classes, and one image in
/// ten a class that its kind does not show. One image more has no suggestion: nobody need ask ingest for images.
/// </summary>
internal sealed class SuggestedProject
{
    /// <summary>Images of one message.</summary>
    public const int Together = 64;
    private const int Kinds = 100;
    private const int Classes = 8;
    private const int Boxes = 12;
    private const int Numbers = 768;
    private const int AtOnce = 500;

    private readonly Random dice = new(1);
    private readonly Guid model = Guid.CreateVersion7();
    private readonly List<(Guid Id, int Kind)> images = [];
    private readonly sbyte[][] looks;
    private IReadOnlyList<Guid> labels = [];

    private SuggestedProject() => looks = [.. Enumerable.Range(0, Kinds).Select(_ => (sbyte[])[.. Enumerable.Range(0, Numbers).Select(_ => (sbyte)dice.Next(-8, 9))])];

    public Guid Id { get; private set; }

    /// <summary>The class that is asked for.</summary>
    public Guid Label => labels[0];

    /// <summary>A class of one image in ten thousand.</summary>
    public Guid Rare => labels[Classes];

    /// <summary>Claims to measure, by what they are called.</summary>
    public IEnumerable<(string Name, object Claim)> Filters =>
    [
        ("no filter", new { purpose = "review", limit = 12 }),
        ("scores", new { purpose = "review", limit = 12, minScore = 0.6, maxScore = 0.9 }),
        ("class", new { purpose = "review", limit = 12, label = Label }),
        ("class and scores", new { purpose = "review", limit = 12, label = Label, minScore = 0.6, maxScore = 0.9 }),
        ("unlike", new { purpose = "review", limit = 12, unlikeNeighbours = true }),
        ("unlike, class", new { purpose = "review", limit = 12, unlikeNeighbours = true, label = Label }),
        ("unlike, class and scores", new { purpose = "review", limit = 12, unlikeNeighbours = true, label = Label, minScore = 0.6, maxScore = 0.9 }),
        ("unlike, scores of few", new { purpose = "review", limit = 12, unlikeNeighbours = true, minScore = 0.99 }),
    ];

    /// <summary>What the studio reads to show a room.</summary>
    public IEnumerable<(string Name, string Path)> Pages
    {
        get
        {
            var orders = new[] { "newest", "oldest", "name", "doubt", "fewest" };
            var sorts = new[] { "doubt", "score", "surest", "size", "random", "neighbours" };
            var filters = new[]
            {
                ("", ""), (" of a state", "&state=auto"), (" of a class", $"&label={Label}"), (" of a class and scores", $"&label={Label}&minScore=0.6&maxScore=0.9"), (" of scores", "&minScore=0.6&maxScore=0.9"),
                (" of scores of few", "&minScore=0.99"), (" of no score", "&minScore=0.9999999"), (" of a rare class", $"&label={Rare}"), (" of a rare class, checked", $"&label={Rare}&state=labeled"),
            };
            return
            [
                ("project", ""), ("classes and their use", "labels"), ("next training", "next-training"), ("effort", "effort"), ("thresholds", "thresholds"), ("doubtful labels", "doubtful?limit=50"),
                ("clips", "clips"), ("queue to label", "queue?purpose=label&limit=12"), ("queue to review", "queue?purpose=review&limit=12"), ("wall's counts", "boxes/counts"),
                .. filters.SelectMany(filter => orders.Select(order => ($"images{filter.Item1} by {order}", $"images?limit=50&sort={order}{filter.Item2}"))),
                .. filters.SelectMany(filter => sorts.Select(sort => ($"wall{filter.Item1} by {sort}", $"boxes?limit=50&sort={sort}{filter.Item2}"))),
                .. sorts.Select(sort => ($"near misses of a class by {sort}", $"boxes?limit=12&tier=ghost&label={Label}&sort={sort}")),
                .. sorts.Select(sort => ($"near misses by {sort}", $"boxes?limit=12&tier=ghost&sort={sort}")),
            ];
        }
    }

    /// <returns>Null where none was filled yet.</returns>
    public static async Task<SuggestedProject?> FindAsync(LabelingDatabase database, CancellationToken cancellation)
    {
        var made = new SuggestedProject();
        made.Id = await database.ReadAsync(r => r.FirstOrDefaultAsync<Guid>("SELECT id FROM projects"), cancellation);
        made.labels = await database.ReadAsync(r => r.QueryAsync<Guid>("SELECT id FROM labels ORDER BY position"), cancellation);
        var rows = await database.ReadAsync(r => r.QueryAsync<Guid>("SELECT id FROM images ORDER BY sequence"), cancellation);
        made.images.AddRange(rows.SkipLast(1).Select(id => (id, made.dice.Next(Kinds))));
        return rows.Count == 0 ? null : made;
    }

    public static async Task<SuggestedProject> FillAsync(LabelingDatabase database, HttpClient http, int count, CancellationToken cancellation)
    {
        var made = new SuggestedProject();
        using var answer = await http.PostAsJsonAsync("/api/v1/projects", new { name = "many", task = "detection", labels = Enumerable.Range(0, Classes + 1).Select(i => $"class {i}") }, cancellation);
        var project = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation);
        made.Id = project.GetProperty("id").GetGuid();
        made.labels = [.. project.GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("id").GetGuid())];
        foreach (var some in Enumerable.Range(0, count + 1).Chunk(AtOnce))
        {
            await database.WriteAsync(t => made.AddAsync(t, [.. some.Select(sequence => (sequence, sequence == count))]), cancellation);
        }

        return made;
    }

    /// <summary>What a newer model says of the images: much the same.</summary>
    public IEnumerable<ImagesAutoLabeled> SuggestAgain(int messages, bool fromEnd) =>
        (fromEnd ? images.TakeLast(messages * Together) : images.Take(messages * Together)).Chunk(Together).Select(some => new ImagesAutoLabeled
        {
            ProjectId = Id, AutoLabelId = model, ModelId = model, Milliseconds = 1000, Actor = "bench", OccurredAt = TimeProvider.System.GetUtcNow(),
            Images = [.. some.Select(image => new ImageProposal { ImageId = image.Id, Boxes = [.. BoxesOf(image.Kind)] })],
        });

    private async Task AddAsync(Transaction t, IReadOnlyList<(int Sequence, bool IsBare)> some)
    {
        var rows = some.Select(one => (one.Sequence, one.IsBare, Id: Guid.CreateVersion7(), Proposal: Guid.CreateVersion7(), Kind: dice.Next(Kinds))).ToList();
        await t.ExecuteAsync(
            """
            INSERT INTO images (id, project_id, sequence, name, object_key, sha256, width, height, perceptual_hash, ingested_at, state, begun, proposal_id, doubt, group_key, embedding)
            VALUES (@Id, @project, @Sequence, @name, 'images/x', @name, 640, 480, 0, @now, @state, @no, @Proposal, @doubt, @name, @embedding)
            """, rows.Select(row => new
            {
                row.Id, project = Id, row.Sequence, name = $"frame-{row.Sequence:000000}.jpg", now = t.Now, state = row.IsBare ? "unlabeled" : "auto", no = false, row.Proposal,
                doubt = dice.NextDouble(), embedding = Look(row.Kind),
            }).ToList());
        var boxes = rows.Where(row => !row.IsBare).Select(row => (Row: row, Boxes: BoxesOf(row.Kind).Select(box => (Id: Guid.CreateVersion7(), Box: box)).ToList())).ToList();
        await t.ExecuteAsync(
            """
            INSERT INTO proposals (id, image_id, project_id, autolabel_id, model_id, boxes, state, created_at)
            VALUES (@Proposal, @Id, @project, @project, @model, @json, 'current', @now)
            """, boxes.Select(image => new
            {
                image.Row.Proposal, image.Row.Id, project = Id, model, now = t.Now,
                json = Platform.Hosting.Json.Write(image.Boxes.Select(box => new { id = box.Id, labelId = box.Box.LabelId, box = box.Box.Box, score = box.Box.Score, tier = box.Box.Tier })),
            }).ToList());
        await t.ExecuteAsync(
            """
            INSERT INTO boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id, tier, doubt)
            VALUES (@image, @Id, @project, @LabelId, @X, @Y, @Width, @Height, 'model', @Score, @model, @Tier, @doubt)
            """, boxes.SelectMany(image => image.Boxes.Select(box => new
            {
                image = image.Row.Id, box.Id, project = Id, box.Box.LabelId, box.Box.Box!.X, box.Box.Box.Y, box.Box.Box.Width, box.Box.Box.Height, Score = (double)box.Box.Score, model, box.Box.Tier, doubt = Doubt.OfBox(box.Box.Score),
            })).ToList());
        await t.ExecuteAsync(
            "INSERT INTO changed_images (project_id, image_id, looks_new) VALUES (@project, @Id, @yes)", rows.Select(row => new { project = Id, row.Id, yes = true }).ToList());
        images.AddRange(rows.Where(row => !row.IsBare).Select(row => (row.Id, row.Kind)));
    }

    private IEnumerable<ProposedBox> BoxesOf(int kind)
    {
        var odd = dice.Next(10_000) == 0 ? Classes : dice.Next(10) == 0 ? dice.Next(Classes) : (int?)null;
        return Enumerable.Range(0, Boxes).Select(i => new ProposedBox
        {
            LabelId = labels[i == 0 && odd is { } other ? other : (kind + (i % 3)) % Classes], Box = new BoxRecord(50 * i, 10, 40, 60),
            Score = (i % 2 == 0 ? 0.5f : 0.05f) + (dice.NextSingle() * (i % 2 == 0 ? 0.5f : 0.1f)), Tier = i % 2 == 0 ? "solid" : i % 6 == 1 ? "ghost" : "hidden",
        });
    }

    private byte[] Look(int kind) => [.. looks[kind].Select(number => unchecked((byte)(sbyte)(number + dice.Next(-6, 7))))];
}
