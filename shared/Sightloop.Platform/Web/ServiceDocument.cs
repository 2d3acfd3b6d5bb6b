using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Sightloop.Platform.Web;

/// <summary>A service's own calls as OpenAPI, for the gateway to put the whole document together; the gateway itself maps the public one.</summary>
public static class ServiceDocument
{
    public const string Path = "/openapi/v1.json";
    private const string Name = "v1";

    /// <summary>The document of this process's calls; the gateway adds the rest in <paramref name="configure"/>.</summary>
    public static void AddDocument(this IServiceCollection services, Action<OpenApiOptions>? configure = null) => services.AddOpenApi(Name, options =>
    {
        options.AddSchemaTransformer<XmlDescriptions>();
        configure?.Invoke(options);
    });

    internal static void MapServiceDocument(this WebApplication app)
    {
        if (app.Services.GetService<FrontDoor>() is null)
        {
            app.MapOpenApi("/openapi/{documentName}.json");
        }
    }
}
