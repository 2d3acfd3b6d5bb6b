using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Training.Models;
using Sightloop.Training.Runs;

namespace Sightloop.Training;

/// <summary>The face of the training service: what it hears, answers, runs and serves.</summary>
public static class TrainingService
{
    public const string Name = "training";

    public static void AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TrainingConfiguration>().BindConfiguration("Training");
        builder.Services.AddObjectStore(builder.Configuration);
        builder.Services.AddSingleton<ChildProcess>();
        builder.Services.AddSingleton<RunFolder>();
        builder.Services.AddSingleton<TrainingMeasures>();
        builder.Services.AddSingleton<ModelStore>();

        builder.AddService<TrainingDatabase>(Name)
            .Hears<TrainingRequested, StartRequestedTraining>()
            .Hears<ProjectDeleted, ForgetProject>()
            .Answers<FindModel, ModelFound, ModelFinder>()
            .Runs<TrainingRunner>(TrainingRunner.Kind, builder.Configuration.GetValue("Training:Parallel", 1));

        if (builder.Role() != ServiceRole.Api)
        {
            builder.Services.AddHostedService<BaseModelPublisher>();
            builder.Services.AddHostedService<RunFolderSweeper>();
        }
    }

    public static void MapTraining(this IEndpointRouteBuilder routes)
    {
        routes.MapRuns();
        routes.MapModels();
        routes.MapMistakes();
    }
}
