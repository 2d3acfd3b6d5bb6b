using Microsoft.OpenApi;

namespace Sightloop.Gateway.Reference;

/// <summary>A request body that is no JSON.</summary>
internal sealed record RequestBody(string Description, IReadOnlyDictionary<string, OpenApiSchema> Content)
{
    private static readonly string[] Images = ["image/jpeg", "image/png", "image/webp", "image/tiff", "application/octet-stream"];

    /// <summary>multipart/form-data with many files in the field `files`.</summary>
    public static RequestBody Files { get; } = new("One or more images, each with its file name.", new Dictionary<string, OpenApiSchema>
    {
        ["multipart/form-data"] = Form(("files", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary() })),
    });

    /// <summary>multipart/form-data with an archive or a clip and what to take of it.</summary>
    public static RequestBody Import { get; } = new("An archive of images or a film clip, and which of its frames to keep.", new Dictionary<string, OpenApiSchema>
    {
        ["multipart/form-data"] = Form(
            ("file", Binary()),
            ("everySeconds", new OpenApiSchema { Type = JsonSchemaType.Number }),
            ("everyFrames", new OpenApiSchema { Type = JsonSchemaType.Integer }),
            ("sceneThreshold", new OpenApiSchema { Type = JsonSchemaType.Number }),
            ("dropSimilar", new OpenApiSchema { Type = JsonSchemaType.Boolean })),
    });

    /// <summary>One image as the body.</summary>
    public static RequestBody Frame { get; } = new("The image's bytes.", ImageTypes());

    /// <summary>One image as the body or in the multipart field `file`.</summary>
    public static RequestBody Image { get; } = new("The image's bytes, or multipart/form-data with the field `file`.",
        new Dictionary<string, OpenApiSchema>(ImageTypes()) { ["multipart/form-data"] = Form(("file", Binary())) });

    public OpenApiRequestBody Describe() => new()
    {
        Required = true, Description = Description,
        Content = Content.ToDictionary(type => type.Key, type => new OpenApiMediaType { Schema = type.Value }),
    };

    private static Dictionary<string, OpenApiSchema> ImageTypes() => Images.ToDictionary(type => type, _ => Binary());

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static OpenApiSchema Form(params (string Name, OpenApiSchema Schema)[] fields) => new()
    {
        Type = JsonSchemaType.Object, Required = new HashSet<string> { fields[0].Name },
        Properties = fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)field.Schema),
    };
}
