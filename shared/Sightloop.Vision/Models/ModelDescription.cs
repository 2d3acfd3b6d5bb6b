using System.Globalization;
using System.Text.Json;

namespace Sightloop.Vision.Models;

/// <summary>What a model file says about itself, in the metadata properties of the ONNX format: text by key.</summary>
/// <param name="ModelId">The model's id, which also names its file.</param>
/// <param name="Task">detection, classification or embedder (no classes: similarity of images only).</param>
/// <param name="ImageSize">S: the side of the square input in pixels, a multiple of 32.</param>
/// <param name="Classes">In the order of the outputs' class indices.</param>
public sealed record ModelDescription(Guid ModelId, string Task, int ImageSize, IReadOnlyList<ModelClass> Classes)
{
    public const string Detection = "detection";
    public const string Classification = "classification";
    public const string Embedder = "embedder";

    /// <summary>How an image becomes the input: what <see cref="Images.NetworkInput"/> does.</summary>
    private const string LetterboxRule =
        "upright RGB 0..255; scaled by S / longer side, bilinear with half-pixel centres, antialiased; centred; padding 0";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As properties of a file.</summary>
    public IReadOnlyDictionary<string, string> ToProperties() => new Dictionary<string, string>
    {
        ["model_id"] = ModelId.ToString(),
        ["task"] = Task,
        ["image_size"] = ImageSize.ToString(CultureInfo.InvariantCulture),
        ["letterbox"] = LetterboxRule,
        ["classes"] = JsonSerializer.Serialize(Classes, Json),
    };

    /// <summary>From a file's properties.</summary>
    /// <exception cref="InvalidDataException">A property is missing or unreadable: no model of this product.</exception>
    public static ModelDescription Read(IReadOnlyDictionary<string, string> properties)
    {
        try
        {
            return new ModelDescription(
                Guid.Parse(properties["model_id"]),
                properties["task"],
                int.Parse(properties["image_size"], CultureInfo.InvariantCulture),
                JsonSerializer.Deserialize<List<ModelClass>>(properties["classes"], Json)!);
        }
        catch (Exception unreadable) when (unreadable is KeyNotFoundException or FormatException or JsonException)
        {
            throw new InvalidDataException($"The file's properties describe no model: {unreadable.Message}", unreadable);
        }
    }
}
