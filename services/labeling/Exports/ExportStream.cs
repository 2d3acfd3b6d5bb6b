using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Sightloop.Labeling.Projects;

namespace Sightloop.Labeling.Exports;

/// <summary>An archive written straight into the response. When it breaks, the connection is aborted: nobody takes half an archive for a whole one.</summary>
internal sealed partial class ExportStream(Project project, IExportFormat format, bool images) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["application/zip"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/zip";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{project.Name} {format.Name}.zip");
        response.Headers.ContentDisposition = disposition.ToString();
        await response.StartAsync(httpContext.RequestAborted);
        try
        {
            await using var body = new ResponseBody(response.Body);
            await httpContext.RequestServices.GetRequiredService<ExportWriter>().WriteAsync(project.Id, format, images, body, null, httpContext.RequestAborted);
            await body.FlushAsync(httpContext.RequestAborted);
        }
        catch (Exception e)
        {
            if (!httpContext.RequestAborted.IsCancellationRequested)
            {
                Log.Broken(httpContext.RequestServices.GetRequiredService<ILogger<ExportStream>>(), e, project.Id);
            }

            httpContext.Abort();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The export of project {Project} broke; its connection was ended")]
        public static partial void Broken(ILogger logger, Exception error, Guid project);
    }
}
