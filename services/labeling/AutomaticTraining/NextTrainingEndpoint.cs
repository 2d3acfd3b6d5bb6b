using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>When the next training starts by itself.</summary>
internal sealed record NextTraining
{
    public required bool Enabled { get; init; }

    /// <summary>Held back until somebody lets it go on.</summary>
    public required bool Paused { get; init; }

    /// <summary>Images still to be labelled before the next one starts, quick or full, whichever comes first.</summary>
    public required int MissingImages { get; init; }

    /// <summary>That one is quick: it starts at once, in the background, without waiting for quiet.</summary>
    public required bool IsQuick { get; init; }

    /// <summary>Images decided since the last full training, and how many it waits for.</summary>
    public required int NewImages { get; init; }

    public required int WantedImages { get; init; }

    /// <summary>Seconds without a save before it starts.</summary>
    public required int QuietSeconds { get; init; }

    /// <summary>A training is under way: the next one waits for it.</summary>
    public required bool UnderWay { get; init; }

    /// <summary>When it starts if nobody saves before; absent while images are missing, it is paused or off, or a training is under way.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The server's clock, to count down by.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>GET /projects/{p}/next-training.</summary>
internal static class NextTrainingEndpoint
{
    public static void MapNextTraining(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/projects/{project:guid}/next-training", GetAsync).WithTags("trainings").WithName("GetNextTraining");

    private static Task<Results<Ok<NextTraining>, ProblemHttpResult>> GetAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<NextTraining>, ProblemHttpResult>>(async r =>
        {
            if (await ProjectStore.FindAsync(r, project) is not { Settings.AutomaticTraining: var settings })
            {
                return Problems.NoSuchProject(project);
            }

            var now = database.Clock.GetUtcNow();
            var decision = await TrainingDecision.ReadAsync(r, project, settings, now);
            var missing = Math.Max(0, settings.NewImages - decision.NewImages);
            var isQuick = decision.MissingForQuick <= missing;
            return TypedResults.Ok(new NextTraining
            {
                MissingImages = isQuick ? decision.MissingForQuick!.Value : missing, IsQuick = isQuick,
                Enabled = settings.Enabled, Paused = settings.Paused, NewImages = decision.NewImages, WantedImages = settings.NewImages,
                QuietSeconds = settings.QuietSeconds, UnderWay = decision.UnderWay, DueAt = settings is { Enabled: true, Paused: false } ? decision.DueAt : null, Now = now,
            });
        }, cancellation);
}
