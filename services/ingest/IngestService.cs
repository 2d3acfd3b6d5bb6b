using Microsoft.Extensions.DependencyInjection.Extensions;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Cameras;
using Sightloop.Ingest.Clips;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Imports;
using Sightloop.Ingest.Projects;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Ingest;

/// <summary>The face of the ingest service: what it hears, answers, runs and serves.</summary>
public static class IngestService
{
    public const string Name = "ingest";

    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddService<IngestDatabase>(Name)
            .Hears<ProjectChanged, OnProjectChanged>()
            .Hears<ProjectDeleted, OnProjectDeleted>()
            .Answers<FindImages, ImagesFound, FindImagesAnswer>()
            .Answers<ListImages, ImagesListed, ListImagesAnswer>()
            .Runs<ImportRunner>(ImportRunner.Kind);

        builder.Services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section);
        builder.Services.AddObjectStore(builder.Configuration);
        builder.Services.TryAddSingleton<ByteLedger>();
        builder.Services.TryAddSingleton<KnownProjects>();
        builder.Services.TryAddSingleton<Spool>();
        builder.Services.TryAddSingleton<ImageIntake>();
        builder.Services.TryAddSingleton<UploadEndpoint>();
        builder.Services.TryAddSingleton<ImageLookup>();
        builder.Services.TryAddSingleton<Previews>();
        builder.Services.TryAddSingleton<FrameEndpoint>();
        builder.Services.TryAddSingleton<ImportEndpoint>();
        builder.Services.TryAddSingleton<ImportSource>();
        builder.Services.TryAddSingleton<ZipEntries>();
        builder.Services.TryAddSingleton<TarEntries>();
        builder.Services.TryAddSingleton<ClipFrames>();
        builder.Services.TryAddSingleton<ByteSweeper>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ByteSweeper>());
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        UploadEndpoint.Map(routes);
        KnownEndpoint.Map(routes);
        ImageEndpoints.Map(routes);
        ImportEndpoint.Map(routes);
        CameraEndpoints.Map(routes);
    }
}
