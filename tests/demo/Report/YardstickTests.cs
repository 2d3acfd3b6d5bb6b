using System.Text.Json;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Report;

namespace Sightloop.Demo.Tests.Report;

public sealed class YardstickTests
{
    [Fact]
    public void Model_a_prices_every_kind_of_action()
    {
        var actions = new Actions(Images: 10, Kept: 50, Created: 1, Adjusted: 2, Relabelled: 3, Deleted: 4, Confirmed: 5);

        Assert.Equal((10 * 2.1) + 3.1 + (2 * 2.3) + (8 * 1.5) + (4 * 3.2), TimeModel.A.Seconds(actions), 6);
        Assert.Equal(15, actions.Changes);
        Assert.Equal((10 * 2.1) + (60 * 3.1), TimeModel.A.SecondsByHand(10, 60), 6);
    }

    [Fact]
    public void Adds_up_machine_time_rates_and_savings()
    {
        var figures = Example();

        Assert.Equal(60 + 6.5 + 70, figures.MachineSeconds);
        Assert.Equal(14, figures.AutoLabel.ImagesPerSecond);
        Assert.Equal(91, figures.Review.Images);
        Assert.Equal(0.75, figures.Review.Saving);
    }

    [Fact]
    public void The_table_shows_this_run_beside_the_film()
    {
        var rows = Yardstick.Rows(Example());

        Assert.Contains(rows, row => row is { What: "Labelled by hand", Then: "55 images, 13 min" } && row.ThisRun.StartsWith("55 images", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.ThisRun == "136.5 s (limit 180.0 s)");
        Assert.Contains(rows, row => row.ThisRun == "0.950 -> 0.970 on 54 images never uploaded");
        Assert.Contains(rows, row => row.ThisRun == "0.930 -> not measured");
        Assert.Contains(rows, row => row.ThisRun.Contains("saved 75 %", StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_for_programs_holds_what_the_table_holds()
    {
        var document = JsonSerializer.SerializeToElement(Example(), FiguresFile.Json);

        Assert.Equal(136.5, document.GetProperty("machineSeconds").GetDouble());
        Assert.Equal(0.75, document.GetProperty("review").GetProperty("saving").GetDouble());
        Assert.Equal(0.97, document.GetProperty("after").GetProperty("keptBackMetric").GetDouble());
    }

    private static Figures Example() => new()
    {
        Data = "raccoon",
        Task = "detection",
        ProjectUrl = "http://localhost:8080/p/1",
        ImagesUploaded = 146,
        UploadSeconds = 2,
        ByHand = new HandLabels(55, 60, 300),
        Before = new TrainingFigures(Guid.Empty, 55, 60, 0.93, 0.95),
        AutoLabel = new AutoLabelFigures(91, 6.5),
        Review = new ReviewFigures(70, 18, 2, 1, new Actions(Images: 91, Kept: 80, Created: 5), 100, 125, 500),
        After = new TrainingFigures(Guid.Empty, 146, 70, null, 0.97),
        ImagesKeptBack = 54,
        PredictMilliseconds = 20,
        ExportedImages = 146,
        ExportedAnnotations = 160,
    };
}
