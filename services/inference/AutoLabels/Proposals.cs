using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Models;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Models;
using SeenBox = Sightloop.Vision.Boxes.Detection;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Turns what a model sees into proposals: solid from the threshold on, ghosts below it.</summary>
internal sealed class Proposals(ModelTrained model, ProjectChanged project, float? threshold, AutoLabelOptions options)
{
    private const string Solid = "solid";
    private const string Ghost = "ghost";
    private readonly HashSet<Guid> classes = [.. project.Labels.Select(label => label.Id)];

    /// <summary>Best score first. Classes that the project no longer has are left out; of a whole image's classes only the best is proposed as solid.</summary>
    public IReadOnlyList<ProposedBox> Of(IReadOnlyList<Finding> findings)
    {
        var known = findings.Where(finding => finding.Score >= options.LowestScore && classes.Contains(model.LabelIds[finding.ClassIndex]));
        return model.Task == ModelDescription.Classification
            ? [.. known.Select((finding, place) => Propose(finding, place == 0 && IsSolid(finding)))]
            : [.. Kept([.. known]).Take(FindingLimits.PerImage).Select(finding => Propose(finding, IsSolid(finding)))];
    }

    private IReadOnlyList<Finding> Kept(IReadOnlyList<Finding> findings) => options.AcrossClasses
        ? [.. NonMaximumSuppression
            .ClassAgnostic([.. findings.Select(one => new SeenBox(one.Box!.Value, one.ClassIndex, one.Score))], ModelTensors.OverlapLimit)
            .Select(one => new Finding(one.ClassIndex, one.Score, one.Box))]
        : findings;

    private bool IsSolid(Finding finding) => finding.Score >= (threshold ?? ModelThresholds.Of(model, finding.ClassIndex));

    private ProposedBox Propose(Finding finding, bool solid) => new()
    {
        LabelId = model.LabelIds[finding.ClassIndex], Score = finding.Score, Tier = solid ? Solid : Ghost,
        Box = finding.Box is { } box ? new BoxRecord(box.X, box.Y, box.Width, box.Height) : null,
    };
}
