using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Queue;
using Sightloop.Contracts.Training;
using static Sightloop.Audit.Trail.Wording;
using static Sightloop.Platform.Hosting.Json;

namespace Sightloop.Audit.Trail;

/// <summary>What the trail keeps of each event: the whole table. An event that is neither here nor named as left out fails a test.</summary>
public static class TrailEntries
{
    /// <summary>Nothing was decided: an epoch in progress, many a minute, and who has which images in hand. What came of it is told by the training's end and by what is saved.</summary>
    public static IReadOnlyList<Type> LeftOut { get; } = [typeof(TrainingProgressed), typeof(ClaimsChanged)];

    public static IReadOnlyList<TrailRule> All { get; } =
    [
        new TrailRule<ProjectChanged>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "project changed", Summary = $"Project {e.Name}: {e.Change}",
            Before = e.Before, After = Write(new { e.Name, e.Task, e.Labels }),
        }),
        new TrailRule<ProjectDeleted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "project deleted", Summary = $"Project {e.Name} deleted with everything in it", Before = Write(new { e.Name }),
        }),
        new TrailRule<ImagesIngested>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "images added", Summary = $"{Count(e.Images.Count, "image")} added{Names(e.Images.Select(image => image.Name))}",
            After = Write(new { Images = e.Images.Count }),
            Images = [.. e.Images.Select(image => new TrailImage(image.Id, $"Image {image.Name} added",
                Write(new { image.Name, image.Width, image.Height, image.Sha256, image.ImportId, image.ClipSeconds, image.CameraId })))],
        }),
        new TrailRule<ImagesDeleted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "images deleted", Summary = $"{Count(e.Images.Count, "image")} deleted{Names(e.Images.Select(image => image.Name))}",
            Before = Write(new { Images = e.Images.Select(image => image.Name) }),
            Images = [.. e.Images.Select(image => new TrailImage(image.Id, $"Image {image.Name} deleted"))],
        }),
        new TrailRule<ImportCompleted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "import finished",
            Summary = $"Import of {e.Name} finished: {Count(e.Imported, "image")} added, {e.Duplicates} already there, {e.Rejected} not taken",
            After = Write(new { e.ImportId, e.Name, e.Imported, e.Duplicates, e.Rejected }),
        }),
        new TrailRule<ImportFailed>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = e.Cancelled ? "import cancelled" : "import failed",
            Summary = e.Cancelled ? $"Import of {e.Name} cancelled" : $"Import of {e.Name} failed: {e.Reason}",
            After = Write(new { e.ImportId, e.Name, e.Reason, e.Cancelled }),
        }),
        new TrailRule<LabelsSaved>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "labels saved",
            Summary = $"Version {e.Revision}{Saved(e.Reason)}{(e.Done ? "" : ", not done yet")}: {Change(e.Before, e.After)}",
            Before = Write(e.Before), After = Write(new { e.Revision, e.Done, e.Reason, e.DurationMs, Annotations = e.After }),
            Images = [new(e.ImageId)],
        }),
        new TrailRule<ReviewDecided>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "review decided", Summary = $"Suggestion {Decision(e.Decision)}{(e.CertificateId is null ? "" : " under a certificate, unseen")}: {Change(e.Before, e.After)}",
            Before = Write(e.Before),
            After = Write(new { e.Decision, e.Revision, e.ProposalId, e.ModelId, e.CertificateId, e.DurationMs, Annotations = e.After }),
            Images = [new(e.ImageId)],
        }),
        new TrailRule<AutoLabelRequested>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "auto-label requested", Summary = e.Labeled ? "Comparison of every label with what the model sees requested" : $"Auto-label of {(e.ImageIds is { } ids ? Count(ids.Count, "image") : "every undecided image")} requested",
            After = Write(new { e.AutoLabelId, e.ModelId, e.Threshold }),
        }),
        new TrailRule<ImagesAutoLabeled>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "images auto-labeled",
            Summary = $"{Count(e.Images.Sum(Solid), "suggestion")} on {Count(e.Images.Count, "image")}",
            After = Write(new { e.AutoLabelId, e.ModelId, Images = e.Images.Count, e.Milliseconds }),
            Images = [.. e.Images.Select(image => new TrailImage(image.ImageId, $"{Count(Solid(image), "suggestion")} by the model",
                Write(new { e.AutoLabelId, e.ModelId, Ghosts = image.Boxes.Count - Solid(image), Boxes = image.Boxes.Where(IsSolid) })))],
        }),
        new TrailRule<LabeledImagesScored>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "labelled images scored", Summary = $"{Count(e.Images.Count, "labelled image")} compared with what the model sees",
            After = Write(new { e.AutoLabelId, e.ModelId, Images = e.Images.Count, e.Milliseconds }),
        }),
        new TrailRule<AutoLabelCompleted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = $"auto-label {Ended(e)}",
            Summary = $"Auto-label {Ended(e)}: {Count(e.Labeled, "image")} done, {e.Failed} failed, {Seconds(e.Seconds)}{(e.Reason is null ? "" : $". {e.Reason}")}",
            After = Write(new { e.AutoLabelId, e.ModelId, e.Labeled, e.Failed, e.Cancelled, e.Seconds, e.Reason }),
        }),
        new TrailRule<AutoLabelUndone>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "auto-label undone", Summary = "Auto-label run taken back; what a person decided stays",
            After = Write(new { e.AutoLabelId }), ImagesOfRun = e.AutoLabelId,
        }),
        // The vectors are derived from the images and stay out.
        new TrailRule<ImagesEmbedded>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "images compared", Summary = $"{Count(e.Images.Count, "image")} compared by their looks",
            After = Write(new { Images = e.Images.Count }),
            Images = [.. e.Images.Select(image => new TrailImage(image.ImageId, "Compared by its looks", Write(new { Bytes = image.Vector.Length })))],
        }),
        new TrailRule<SampleDrawn>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "sample drawn", Summary = $"{Count(e.Images.Count, "image")} drawn to check a promise",
            After = Write(new { e.CertificateId, Images = e.Images.Count }),
            Images = [.. e.Images.Select(image => new TrailImage(image.ImageId, "Drawn to check a promise", Write(new { e.CertificateId, image.Place })))],
        }),
        new TrailRule<CertificateIssued>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "certificate issued",
            Summary = $"Certificate: at most {e.AtMostWrong} of {e.Images} images wrong at {Percent(e.Confidence)} confidence, {e.Wrong} of {e.Checked} checked were",
            After = Write(new { e.CertificateId, e.AutoLabelId, e.ModelId, e.MaxWrong, e.Confidence, e.Images, e.Checked, e.Wrong, e.AtMostWrong }),
        }),
        new TrailRule<CertificateVoided>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "certificate voided", Summary = $"{(e.Outcome == "voided" ? "Certificate voided" : $"Promise {e.Outcome}")}: {e.Reason}",
            After = Write(new { e.CertificateId, e.Outcome, e.Reason, e.TakesBack }),
        }),
        new TrailRule<TrainingRequested>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "training requested", Summary = "Training requested automatically",
            After = Write(new { e.TrainingId, e.SnapshotId, e.Options }),
        }),
        new TrailRule<TrainingStarted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "training started", Summary = $"Training started on {Count(e.Images, "labelled image")}",
            After = Write(new { e.TrainingId, e.SnapshotId, e.Images }),
        }),
        new TrailRule<TrainingFailed>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = e.Cancelled ? "training cancelled" : "training failed",
            Summary = e.Cancelled ? "Training cancelled" : $"Training failed: {e.Reason}",
            After = Write(new { e.TrainingId, e.SnapshotId, e.Reason, e.Cancelled }),
        }),
        new TrailRule<ModelTrained>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "model trained",
            Summary = $"Model {e.Number} trained in {Seconds(e.Seconds)}{(e.Quality is { } quality ? $", {Percent(quality)} on held-back images" : "")}",
            After = Write(new { e.ModelId, e.Number, e.TrainingId, e.SnapshotId, e.Task, e.ImageSize, e.Quality, e.LabelIds, e.Thresholds, e.Seconds }),
        }),
        new TrailRule<ModelPromoted>(e => new(e.ProjectId, e.Actor, e.OccurredAt)
        {
            Kind = "model promoted", Summary = "Model put into use for predictions",
            Before = e.PreviousModelId is { } previous ? Write(new { ModelId = previous }) : null, After = Write(new { e.ModelId }),
        }),
    ];

    private static int Solid(ImageProposal image) => image.Boxes.Count(IsSolid);

    private static string Ended(AutoLabelCompleted run) => run.Reason is not null ? "failed" : run.Cancelled ? "cancelled" : "finished";

    private static bool IsSolid(ProposedBox box) => box.Tier == "solid";
}
