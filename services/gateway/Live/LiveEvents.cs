using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Queue;
using Sightloop.Contracts.Training;

namespace Sightloop.Gateway.Live;

/// <summary>What is pushed to browsers: the whole table.</summary>
public static class LiveEvents
{
    public const string Project = "project";
    public const string Images = "images";
    public const string Labels = "labels";
    public const string Job = "job";
    public const string Model = "model";
    public const string Certificate = "certificate";
    public const string Claims = "claims";

    public static IReadOnlyList<LiveRule> All { get; } =
    [
        new LiveRule<ProjectChanged>(Project, e => new() { ProjectId = e.ProjectId, Kind = "project changed", Actor = e.Actor }),
        new LiveRule<ProjectDeleted>(Project, e => new() { ProjectId = e.ProjectId, Kind = "project deleted", Actor = e.Actor }),
        new LiveRule<ImagesIngested>(Images, e => new()
        {
            ProjectId = e.ProjectId, Kind = "images added", ImageIds = [.. e.Images.Select(image => image.Id)], Count = e.Images.Count, Actor = e.Actor,
        }),
        new LiveRule<ImagesDeleted>(Images, e => new()
        {
            ProjectId = e.ProjectId, Kind = "images deleted", ImageIds = [.. e.Images.Select(image => image.Id)], Count = e.Images.Count, Actor = e.Actor,
        }),
        new LiveRule<ImagesAutoLabeled>(Images, e => new()
        {
            ProjectId = e.ProjectId, Kind = "images auto-labeled", ImageIds = [.. e.Images.Select(image => image.ImageId)], Count = e.Images.Count,
            JobId = e.AutoLabelId, ModelId = e.ModelId, Actor = e.Actor,
        }),
        new LiveRule<LabeledImagesScored>(Images, e => new()
        {
            ProjectId = e.ProjectId, Kind = "labels compared", ImageIds = [.. e.Images.Select(image => image.ImageId)], Count = e.Images.Count,
            JobId = e.AutoLabelId, ModelId = e.ModelId, Actor = e.Actor,
        }),
        new LiveRule<LabelsSaved>(Labels, e => new()
        {
            ProjectId = e.ProjectId, Kind = "labels saved", ImageIds = [e.ImageId], Count = e.After.Count, Actor = e.Actor,
        }),
        new LiveRule<ReviewDecided>(Labels, e => new()
        {
            ProjectId = e.ProjectId, Kind = "review decided", ImageIds = [e.ImageId], Count = e.After.Count, Actor = e.Actor,
        }),
        new LiveRule<ImportCompleted>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "import finished", JobId = e.ImportId, State = "succeeded", Progress = 1, Count = e.Imported, Actor = e.Actor,
        }),
        new LiveRule<ImportFailed>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "import failed", JobId = e.ImportId, State = e.Cancelled ? "cancelled" : "failed", Actor = e.Actor,
        }),
        new LiveRule<AutoLabelRequested>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "auto-label requested", JobId = e.AutoLabelId, State = "queued", ModelId = e.ModelId, Actor = e.Actor,
        }),
        new LiveRule<AutoLabelCompleted>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = e.Reason is null ? "auto-label finished" : "auto-label failed", JobId = e.AutoLabelId,
            State = e.Reason is not null ? "failed" : e.Cancelled ? "cancelled" : "succeeded", Progress = e.Cancelled || e.Reason is not null ? null : 1,
            ModelId = e.ModelId, Count = e.Labeled, Actor = e.Actor,
        }),
        new LiveRule<AutoLabelUndone>(Images, e => new() { ProjectId = e.ProjectId, Kind = "auto-label undone", JobId = e.AutoLabelId, Actor = e.Actor }),
        new LiveRule<TrainingRequested>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "training requested", JobId = e.TrainingId, State = "queued", Actor = e.Actor,
        }),
        new LiveRule<TrainingStarted>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "training started", JobId = e.TrainingId, State = "running", Count = e.Images, Actor = e.Actor,
        }),
        new LiveRule<TrainingProgressed>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "training progressed", JobId = e.TrainingId, State = "running", Progress = e.Progress, Actor = e.Actor,
        }),
        new LiveRule<TrainingFailed>(Job, e => new()
        {
            ProjectId = e.ProjectId, Kind = "training failed", JobId = e.TrainingId, State = e.Cancelled ? "cancelled" : "failed", Actor = e.Actor,
        }),
        new LiveRule<ModelTrained>(Model, e => new()
        {
            ProjectId = e.ProjectId, Kind = "model trained", ModelId = e.ModelId, JobId = e.TrainingId, State = "succeeded", Progress = 1, Actor = e.Actor,
        }),
        new LiveRule<SampleDrawn>(Certificate, e => new() { ProjectId = e.ProjectId, Kind = "sample drawn", Count = e.Images.Count, Actor = e.Actor }),
        new LiveRule<CertificateIssued>(Certificate, e => new() { ProjectId = e.ProjectId, Kind = "certificate issued", Count = e.Images, ModelId = e.ModelId, Actor = e.Actor }),
        new LiveRule<CertificateVoided>(Certificate, e => new() { ProjectId = e.ProjectId, Kind = "certificate voided", Actor = e.Actor }),
        new LiveRule<ClaimsChanged>(Claims, e => new() { ProjectId = e.ProjectId, Kind = e.Images == 0 ? "images given back" : "images reserved", Count = e.Images, Actor = e.Actor }),
        new LiveRule<ModelPromoted>(Model, e => new() { ProjectId = e.ProjectId, Kind = "model promoted", ModelId = e.ModelId, Actor = e.Actor }),
    ];
}
