using Microsoft.Extensions.FileProviders;

namespace Sightloop.Gateway.Studio;

/// <summary>The studio's built files, where they lie beside the binary; any path of its own leads to its index page.</summary>
public static class StudioFiles
{
    private const string Index = "index.html";
    private static readonly string[] NoPages = ["/api", "/openapi", "/health", "/docs", "/assets"];

    /// <summary>Setting "Studio:Folder"; without it "studio" beside the binary.</summary>
    public static void UseStudio(this WebApplication app)
    {
        var folder = app.Configuration["Studio:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "studio");
        if (!File.Exists(Path.Combine(folder, Index)))
        {
            app.MapGet("/", () => TypedResults.Content(WelcomePage.Html, "text/html; charset=utf-8")).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files, OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = CacheFor(file.Context.Request.Path),
        });
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is not null || !IsPage(context.Request))
            {
                await next(context);
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.SendFileAsync(files.GetFileInfo(Index), context.RequestAborted);
        });
    }

    // The build puts a hash into the name of everything under assets/; everything else keeps its name when it changes.
    private static string CacheFor(PathString path) =>
        path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase) ? "public, max-age=31536000, immutable" : "no-cache";

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NoPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html" || type.MatchesAllTypes);
}
