using Sightloop.Demo.Truth;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Tests.Truth;

public sealed class FolderFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sightloop-demo-test-").FullName;

    [Fact]
    public void Reads_coco_boxes_by_image_and_category_and_leaves_out_crowds_and_empty_ones()
    {
        Write("images/a.jpg", "x");
        Write("images/b.jpg", "x");
        Write("labels.json", """
            {"images": [{"id": 7, "file_name": "images/a.jpg"}, {"id": 8, "file_name": "b.jpg"}, {"id": 9, "file_name": "gone.jpg"}],
             "categories": [{"id": 3, "name": "cat"}],
             "annotations": [
               {"image_id": 7, "category_id": 3, "bbox": [1.5, 2, 30, 40]},
               {"image_id": 7, "category_id": 3, "bbox": [0, 0, 90, 90], "iscrowd": 1},
               {"image_id": 7, "category_id": 3, "bbox": [5, 5, 0, 4]}]}
            """);

        var set = DataFolder.Read(_folder, classification: false);

        Assert.Equal(["a.jpg", "b.jpg"], set.Images.Select(image => image.Name));
        Assert.Equal(new TruthBox("cat", new Box(1.5f, 2, 30, 40)), Assert.Single(set.Images[0].Truth));
        Assert.Empty(set.Images[1].Truth);
    }

    [Fact]
    public void Reads_one_folder_per_class()
    {
        Write("bent/1.png", "x");
        Write("straight/1.png", "x");
        Write("straight/notes.txt", "x");

        var set = DataFolder.Read(_folder, classification: true);

        Assert.Equal(["bent", "straight"], set.Labels);
        Assert.Equal(["bent-1.png", "straight-1.png"], set.Images.Select(image => image.Name));
    }

    [Fact]
    public void Class_folders_are_refused_for_detection_with_the_way_out()
    {
        Write("bent/1.png", "x");

        var refusal = Assert.Throws<DemoException>(() => DataFolder.Read(_folder, classification: false));

        Assert.Contains("--task classification", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_labels_is_refused_with_what_was_expected()
    {
        Write("readme.txt", "x");

        var refusal = Assert.Throws<DemoException>(() => DataFolder.Read(_folder, classification: false));

        Assert.Contains("Pascal VOC", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
