using Sightloop.Demo.Truth;
using Sightloop.Testing;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Tests.Truth;

public sealed class VocFolderTests
{
    [Fact]
    public void Reads_all_of_raccoon()
    {
        var set = DataFolder.Read(DataSets.Folder("raccoon"), classification: false);

        Assert.Equal(["raccoon"], set.Labels);
        Assert.Equal(200, set.Images.Count);
        Assert.Equal(217, set.Images.Sum(image => image.Truth.Count));
        // VOC 81, 88, 522, 408: counted from 1, the last pixel included.
        Assert.Equal(new Box(80, 87, 442, 321), set.Images.Single(image => image.Name == "raccoon-1.jpg").Truth[0].Box);
    }

    [Fact]
    public async Task Reads_all_of_bccd_without_its_two_empty_boxes()
    {
        var set = DataFolder.Read(DataSets.Folder("bccd"), classification: false);

        Assert.Equal(["Platelets", "RBC", "WBC"], set.Labels);
        Assert.Equal(364, set.Images.Count);
        Assert.Equal(4886, set.Images.Sum(image => image.Truth.Count));
        Assert.Equal(0xFF, (await set.Images[0].Read(TestContext.Current.CancellationToken))[0]);
    }

    [Fact]
    public void Gives_each_blood_image_the_class_most_of_its_boxes_have()
    {
        var set = DataFolder.Read(DataSets.Folder("bccd"), classification: true);

        Assert.True(set.IsClassification);
        Assert.All(set.Images, image => Assert.Null(Assert.Single(image.Truth).Box));
        Assert.True(set.Images.Count(image => image.Truth[0].Label == "RBC") > 300);
    }

    [Fact]
    public void A_tie_between_classes_goes_to_the_larger_area()
    {
        var truth = LabelledSet.MajorityClass([new("small", new Box(0, 0, 5, 5)), new("large", new Box(0, 0, 50, 50))]);

        Assert.Equal("large", truth.Label);
    }
}
