using System.Globalization;

namespace Sightloop.Training.Detector.Data;

/// <summary>
/// The samples of a run, checked: boxes that cannot be learned (no area, not finite, outside the image, class unknown) are dropped and
/// counted, and a set that cannot be trained on is refused with the reason before anything is decoded.
/// </summary>
public sealed class TrainingSet
{
    /// <summary>Fewer labelled images than this are refused.</summary>
    public const int LeastImages = 2;

    private TrainingSet(IReadOnlyList<TrainingSample> train, IReadOnlyList<TrainingSample> validation, IReadOnlyList<string> remarks) =>
        (Train, Validation, Remarks) = (train, validation, remarks);

    /// <summary>Images the network learns from in both phases.</summary>
    public IReadOnlyList<TrainingSample> Train { get; }

    /// <summary>Held out until the metrics are taken; may be empty.</summary>
    public IReadOnlyList<TrainingSample> Validation { get; }

    /// <summary>What was dropped or is worth knowing, in sentences for the user.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <exception cref="TooLittleDataException">The set cannot be trained on.</exception>
    public static TrainingSet Check(IReadOnlyList<TrainingSample> samples, TrainingPlan plan)
    {
        var remarks = new List<string>();
        var known = plan.ClassIds.ToHashSet();
        Demand(known.Count > 0, TooLittleData.NoClass, "The project has no class: add one, then label some images.");
        Demand(samples.Count > 0, TooLittleData.NoImage, $"No image is labelled: label at least {LeastImages}.");
        Demand(
            samples.Count >= LeastImages, TooLittleData.TooFewImages,
            $"Only one image is labelled: label at least {LeastImages - samples.Count} more.");
        if (plan.Task == TrainingTask.Detection)
        {
            samples = DropUselessBoxes(samples, known, remarks);
            Demand(samples.Any(sample => sample.Boxes.Count > 0), TooLittleData.NoBox, "No image has a box: draw at least one.");
        }
        else
        {
            samples = [.. samples.Where(sample => sample.ImageClass is { } id && known.Contains(id))];
            Demand(samples.Count >= LeastImages, TooLittleData.TooFewImages, $"Give at least {LeastImages} images a class.");
            Demand(
                samples.Select(sample => sample.ImageClass).Distinct().Count() > 1, TooLittleData.OneClassOnly,
                "All labelled images have the same class: label at least one image of another.");
        }
        var (train, validation) = Split(samples, plan.Task, remarks);
        RemarkMissingClasses(train, plan, remarks);
        return new(train, validation, remarks);
    }

    private static List<TrainingSample> DropUselessBoxes(IReadOnlyList<TrainingSample> samples, HashSet<Guid> known, List<string> remarks)
    {
        int useless = 0, unknown = 0;
        var kept = new List<TrainingSample>(samples.Count);
        foreach (var sample in samples)
        {
            var boxes = new List<LabelledBox>(sample.Boxes.Count);
            foreach (var box in sample.Boxes)
            {
                var finite = float.IsFinite(box.Box.X + box.Box.Y + box.Box.Width + box.Box.Height);
                var inside = finite ? box.Box.ClampTo(sample.Width, sample.Height) : default;
                if (!known.Contains(box.ClassId))
                {
                    unknown++;
                }
                else if (inside.Area <= 0)
                {
                    useless++;
                }
                else
                {
                    boxes.Add(box with { Box = inside });
                }
            }
            kept.Add(sample with { Boxes = boxes });
        }
        Remark(remarks, useless, "box without area inside its image was left out", "boxes without area inside their image were left out");
        Remark(remarks, unknown, "box of a class this training does not know was left out", "boxes of classes this training does not know were left out");
        return kept;
    }

    private static (IReadOnlyList<TrainingSample> Train, IReadOnlyList<TrainingSample> Validation) Split(
        IReadOnlyList<TrainingSample> samples, TrainingTask task, List<string> remarks)
    {
        bool Teaches(TrainingSample sample) => task == TrainingTask.Classification || sample.Boxes.Count > 0;
        var train = samples.Where(sample => !sample.Validation).ToList();
        var validation = samples.Where(sample => sample.Validation).ToList();
        var enough = train.Any(Teaches) && (task == TrainingTask.Detection || train.Select(sample => sample.ImageClass).Distinct().Count() > 1);
        if (!enough)
        {
            remarks.Add("Without the held-back images too little is left to learn from: it learned from all images, and nothing was measured.");
            return ([.. samples], []);
        }
        if (validation.Count == 0)
        {
            remarks.Add("None of the labelled images is held back yet: nothing was measured.");
        }
        return (train, validation);
    }

    private static void RemarkMissingClasses(IReadOnlyList<TrainingSample> train, TrainingPlan plan, List<string> remarks)
    {
        var seen = train.SelectMany(sample => sample.Boxes.Select(box => box.ClassId))
            .Concat(train.Where(sample => sample.ImageClass is not null).Select(sample => sample.ImageClass!.Value))
            .ToHashSet();
        Remark(
            remarks, plan.ClassIds.Count(id => !seen.Contains(id)), "class has no example outside the held-back images: label more of it",
            "classes have no example outside the held-back images: label more of them");
    }

    private static void Remark(List<string> remarks, int count, string one, string many)
    {
        if (count > 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}."));
        }
    }

    private static void Demand(bool met, TooLittleData reason, string message)
    {
        if (!met)
        {
            throw new TooLittleDataException(reason, message);
        }
    }
}
