using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.AutomaticTraining;

internal static class AutomaticTrainingServices
{
    /// <summary>Where events are consumed there is somebody to ask; workers only work.</summary>
    public static void AddAutomaticTraining(this IHostApplicationBuilder builder)
    {
        if (builder.Role() is ServiceRole.All or ServiceRole.Api)
        {
            builder.Services.AddHostedService<TrainingAsker>();
        }
    }
}
