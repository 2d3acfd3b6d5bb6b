using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Sightloop.Platform.Objects;

public static class ObjectStoreServices
{
    /// <summary>One <see cref="IObjectStore"/> for the process, chosen by the section <c>Objects</c>; repeated calls add nothing.</summary>
    public static IServiceCollection AddObjectStore(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IObjectStore)))
        {
            return services;
        }

        services.AddOptions<ObjectOptions>()
            .Bind(configuration.GetSection(ObjectOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        var kind = configuration.GetSection(ObjectOptions.Section).GetValue(nameof(ObjectOptions.Kind), ObjectStoreKind.Folder);
        if (kind == ObjectStoreKind.Folder)
        {
            services.AddSingleton<IObjectStore>(provider => new FolderObjectStore(
                provider.GetRequiredService<IOptions<ObjectOptions>>().Value.Folder, provider.GetRequiredService<TimeProvider>()));
            return services;
        }

        services.AddSingleton<S3ObjectStore>();
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<S3ObjectStore>());
        services.AddHostedService<S3Startup>();
        return services;
    }
}
