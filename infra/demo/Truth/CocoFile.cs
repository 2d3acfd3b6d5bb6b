using System.Text.Json;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Truth;

/// <summary>COCO: a .json with <c>images</c>, <c>annotations</c> and <c>categories</c>; several files in one folder are read together.</summary>
public static class CocoFile
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static LabelledSet? TryRead(string folder)
    {
        var documents = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(TryLoad).OfType<Document>().ToList();
        if (documents.Count == 0)
        {
            return null;
        }
        var files = DataFolder.ImagesUnder(folder);
        return new LabelledSet(DataFolder.NameOf(folder), false, [.. documents.SelectMany(document => Read(document, folder, files))]);
    }

    private static IEnumerable<LabelledImage> Read(Document document, string folder, Dictionary<string, string> files)
    {
        var names = document.Categories!.ToDictionary(category => category.Id, category => category.Name);
        var boxes = document.Annotations!.ToLookup(annotation => annotation.ImageId);
        foreach (var image in document.Images!)
        {
            var exact = Path.Combine(folder, image.FileName);
            var path = File.Exists(exact) ? exact : files.GetValueOrDefault(Path.GetFileName(image.FileName));
            if (path is not null)
            {
                yield return LabelledImage.FromFile(path, Path.GetFileName(path),
                [
                    .. from annotation in boxes[image.Id]
                       where annotation is { Iscrowd: 0, Bbox: [_, _, > 0, > 0] } && names.ContainsKey(annotation.CategoryId)
                       let b = annotation.Bbox
                       select new TruthBox(names[annotation.CategoryId], new Box(b[0], b[1], b[2], b[3])),
                ]);
            }
        }
    }

    private static Document? TryLoad(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var document = JsonSerializer.Deserialize<Document>(stream, Json);
            return document is { Images: not null, Annotations: not null, Categories: not null } ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Document(IReadOnlyList<Image>? Images, IReadOnlyList<Annotation>? Annotations, IReadOnlyList<Category>? Categories);

    private sealed record Image(long Id, string FileName);

    private sealed record Annotation(long ImageId, long CategoryId, float[] Bbox, int Iscrowd = 0);

    private sealed record Category(long Id, string Name);
}
