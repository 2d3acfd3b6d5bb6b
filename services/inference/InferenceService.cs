using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Inference.AutoLabels;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Embeddings;
using Sightloop.Inference.Models;
using Sightloop.Inference.Predictions;
using Sightloop.Inference.Projects;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Inference;

/// <summary>The face of the inference service: what it hears, answers, runs and serves.</summary>
public static class InferenceService
{
    public const string Name = "inference";

    public static void AddInference(this IHostApplicationBuilder builder)
    {
        var service = builder.AddService<InferenceDatabase>(Name)
            .Hears<ProjectChanged, KeepProject>()
            .Hears<ProjectDeleted, RemoveProject>()
            .Hears<ModelTrained, KeepModel>()
            .Hears<ModelPromoted, KeepPromotion>()
            .Hears<AutoLabelRequested, StartAutoLabel>()
            .Hears<ImagesIngested, KeepForEmbedding>()
            .Hears<ImagesDeleted, ForgetForEmbedding>()
            .HearsEverywhere<ProjectChanged, RefreshProject>()
            .HearsEverywhere<ProjectDeleted, ForgetProject>()
            .HearsEverywhere<ModelTrained, SwapModel>()
            .HearsEverywhere<ModelPromoted, SwapModel>()
            .Runs<AutoLabelRunner>(AutoLabelRunner.Kind, builder.Configuration.GetValue($"{AutoLabelOptions.Section}:Parallel", 1), leaseSeconds: 4)
            .ShowsOpen("embedding", "SELECT COUNT(*) FROM embeddings_due");

        var services = builder.Services;
        services.AddObjectStore(builder.Configuration);
        services.AddOptions<DetectorOptions>().BindConfiguration(DetectorOptions.Section);
        services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section);
        services.AddOptions<PredictionOptions>().BindConfiguration(PredictionOptions.Section);
        services.AddOptions<AutoLabelOptions>().BindConfiguration(AutoLabelOptions.Section);
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section);
        services.AddSingleton<ProjectDirectory>();
        services.AddSingleton<DetectorFactory>();
        services.AddSingleton<LoadedModels>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<InferenceLoad>();
        services.AddSingleton<AutoLabelResults>();
        services.AddSingleton<UndecidedImages>();
        services.AddSingleton<DueEmbeddings>();
        if (builder.Role() is not ServiceRole.Api)
        {
            service.Answers<UseModel, ModelInUse, SwapModel>();
            services.AddSingleton<PredictionQueue>();
            services.AddHostedService<PredictionBatcher>();
            services.AddHostedService<EmbeddingWorker>();
            services.AddSingleton<ModelWarmUp>();
            services.AddHostedService(provider => provider.GetRequiredService<ModelWarmUp>());
            services.AddHealthChecks().AddCheck<ModelWarmUp>("models");
        }
    }

    public static void MapInference(this IEndpointRouteBuilder routes)
    {
        routes.MapAutoLabels();
        // Only workers have networks to answer with.
        if (routes.ServiceProvider.GetService<PredictionQueue>() is not null)
        {
            routes.MapPredictions();
        }
    }
}
