using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Similar;

internal static class SimilarServices
{
    /// <summary>Where events are consumed there is something to compare; workers only work.</summary>
    public static void AddComparing(this IHostApplicationBuilder builder)
    {
        if (builder.Role() is ServiceRole.All or ServiceRole.Api)
        {
            builder.Services.AddHostedService<Comparer>();
        }
    }
}
