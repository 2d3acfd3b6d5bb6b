using Scalar.AspNetCore;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Reference;

/// <summary>The API's description for programs (/openapi/v1.json) and for people (/docs), both without the internet; in a cluster put together from the services' own.</summary>
public static class ApiReference
{
    public const string Document = "/openapi/v1.json";

    public static void AddApiReference(this IServiceCollection services) =>
        services.AddDocument(options => options.AddDocumentTransformer<PublicDocument>());

    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", options =>
        {
            options.OpenApiRoutePattern = Document;
            options.Title = "Sightloop API";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.DisableAgent();
            options.DisableMcp();
        });
    }
}
