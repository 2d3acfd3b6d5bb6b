using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sightloop.Bench.Effort;

/// <summary>A box in pixels of the upright image with its class; the score is 1 of a true one.</summary>
public sealed record SeenBox(string Label, float Score, float X, float Y, float Width, float Height);

/// <summary>One image of the pool.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Step">Labels of so many steps taught the model that suggested here.</param>
/// <param name="Truth">What is in it.</param>
/// <param name="Seen">What the model of its step saw in it, down to 0.05; empty in the first step.</param>
/// <param name="Seconds">Of a frame its time in the clip.</param>
/// <param name="IsCut">The film cuts before this frame.</param>
public sealed record PlayedImage(string Name, int Step, IReadOnlyList<SeenBox> Truth, IReadOnlyList<SeenBox> Seen, double? Seconds = null, bool IsCut = false);

/// <summary>A model of the campaign.</summary>
/// <param name="Images">Labelled images it learnt from.</param>
/// <param name="Seconds">Machine seconds of its training, as the product counts them.</param>
/// <param name="Ap50">On images never uploaded.</param>
/// <param name="Ap">AP at IoU 0.50 to 0.95 on the same.</param>
/// <param name="Thresholds">By class, as the model recommends.</param>
public sealed record PlayedModel(int Images, double Seconds, double Ap50, double Ap, IReadOnlyDictionary<string, double> Thresholds);

/// <summary>A campaign as it was played over the API, everything a replay needs.</summary>
public sealed record Recording
{
    public required string Set { get; init; }
    public required string Order { get; init; }
    public required int Seed { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>In the order in which the annotator had them.</summary>
    public required IReadOnlyList<PlayedImage> Images { get; init; }

    /// <summary>One after each step.</summary>
    public required IReadOnlyList<PlayedModel> Models { get; init; }

    /// <summary>From saving the 10th image to the first suggestion in the queue.</summary>
    public required double SecondsToFirstSuggestion { get; init; }

    /// <summary>Of trainings and auto-labelling, as GET …/effort counts them.</summary>
    public required double MachineSeconds { get; init; }

    [JsonIgnore]
    public bool IsClip => Images.All(image => image.Seconds is not null);

    public async Task WriteAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, this, JsonSerializerOptions.Web, cancellation);
    }

    public static async Task<Recording> ReadAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        return (await JsonSerializer.DeserializeAsync<Recording>(stream, JsonSerializerOptions.Web, cancellation))!;
    }
}
