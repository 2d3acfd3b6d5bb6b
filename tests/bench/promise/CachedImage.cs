using System.Text.Json;
using System.Text.Json.Serialization;
using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Labels;
using Sightloop.Platform.Hosting;

namespace Sightloop.Bench.Promise;

/// <summary>A real image: what people say is on it, and what a trained model suggested.</summary>
/// <param name="Truth">Class index, left, top, width, height.</param>
/// <param name="Solid">The same of the solid suggestions.</param>
/// <param name="Score">The image's score, as the product orders by it.</param>
internal sealed record CachedImage(IReadOnlyList<float[]> Truth, IReadOnlyList<float[]> Solid, double Score)
{
    [JsonIgnore]
    public bool IsWrong { get; } = BoxPartners.Compare(Boxes(Solid), Boxes(Truth)).IsWrong;

    private static IReadOnlyList<ComparedBox> Boxes(IReadOnlyList<float[]> boxes) =>
        [.. boxes.Select(box => new ComparedBox(new Guid((int)box[0], 0, 0, new byte[8]), new BoxRecord(box[1], box[2], box[3], box[4])))];
}

/// <summary>The suggestions of one model on the images it has not learnt from.</summary>
internal sealed record CachedRun(string Set, int Seed, int Labels, int BudgetSeconds, IReadOnlyList<CachedImage> Images)
{
    public static string Folder { get; } = Path.Combine(Product.Repository.Root, "tests", "bench", "promise", "detections");

    public static IReadOnlyList<CachedRun> ReadAll(string set) =>
        [.. Directory.GetFiles(Folder, $"{set}-*.json").Order(StringComparer.Ordinal).Select(file => JsonSerializer.Deserialize<CachedRun>(File.ReadAllText(file), Json.Options)!)];

    public void Write()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, $"{Set}-{Labels}-{Seed}.json"), JsonSerializer.Serialize(this, Json.Options) + "\n");
    }
}
