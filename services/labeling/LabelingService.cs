using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.AutomaticTraining;
using Sightloop.Labeling.Certificates;
using Sightloop.Labeling.Doubtful;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Exports;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Queue;
using Sightloop.Labeling.Reviews;
using Sightloop.Labeling.Similar;
using Sightloop.Labeling.Snapshots;
using Sightloop.Labeling.Thresholds;
using Sightloop.Labeling.Tracks;
using Sightloop.Labeling.Wall;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling;

/// <summary>The face of the labeling service: what it hears, answers, runs and serves.</summary>
public static class LabelingService
{
    public const string Name = "labeling";

    public static void AddLabeling(this IHostApplicationBuilder builder)
    {
        var service = builder.AddService<LabelingDatabase>(Name);
        builder.Services.AddObjectStore(builder.Configuration);
        service.Services.AddSingleton<ImageDirectory>();
        service.Services.AddSingleton<LabelRemoval>();

        service.Hears<ImagesIngested, KeepImages>();
        service.Hears<ImagesDeleted, RemoveImages>();
        service.Hears<ProjectDeleted, FreeProjectFiles>();

        service.Services.AddSingleton<SnapshotWriter>().AddSingleton<QueuePicker>().AddSingleton<ClaimStore>().AddSingleton<ExportWriter>();
        // Up to 64 images a message: a few at once keep the database busy, more would only wait for each other's rows.
        service.Hears<ImagesAutoLabeled, KeepProposals>(atOnce: 4);
        service.Hears<AutoLabelUndone, TakeProposalsBack>();
        service.Hears<ImagesEmbedded, KeepEmbeddings>(atOnce: 2);
        service.Hears<ModelTrained, KeepModels>();
        service.Hears<ModelTrained, SuggestWithNewModel>();
        service.Hears<TrainingFailed, CloseSnapshot>();
        service.Hears<LabeledImagesScored, KeepDoubts>();
        service.Hears<ReviewDecided, PickAgain>();
        service.Hears<LabelsSaved, PickAgain>();

        builder.RunsWhereEventsAreHeard<TrainingAsker>();
        builder.RunsWhereEventsAreHeard<Comparer>();
        service.Runs<ExportRunner>(ExportRunner.Kind);

        service.Hears<SampleDrawn, PromiseKeeping>().Hears<CertificateIssued, PromiseKeeping>().Hears<CertificateVoided, PromiseKeeping>();
        service.Runs<CertifiedAcceptance>(CertifiedAcceptance.Kind);
        service.Runs<CertifiedReturn>(CertifiedReturn.Kind);

        service.Answers<ListProposals, ProposalsListed, WaitingProposals>();
        service.Answers<FindProject, ProjectFound, ProjectAnswer>();
        service.Answers<TakeSnapshot, SnapshotTaken, SnapshotAnswer>();
        service.Answers<ListUndecidedImages, UndecidedImagesListed, UndecidedImages>();
    }

    public static void MapLabeling(this IEndpointRouteBuilder routes)
    {
        routes.MapProjects();
        routes.MapLabels();
        routes.MapImageList();
        routes.MapAnnotations();
        routes.MapRevisions();
        routes.MapQueue();
        routes.MapReviews();
        routes.MapEffort();
        routes.MapExports();
        routes.MapWall();
        routes.MapThresholds();
        routes.MapDoubtful();
        routes.MapSnapshots();
        routes.MapNextTraining();
        routes.MapTracks();
    }
}
