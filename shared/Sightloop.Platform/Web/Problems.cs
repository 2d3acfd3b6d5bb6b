using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sightloop.Platform.Web;

/// <summary>problem+json answers whose title a person can act on.</summary>
public static class Problems
{
    public static ProblemHttpResult BadRequest(string title) => Of(StatusCodes.Status400BadRequest, title);
    public static ProblemHttpResult NotFound(string title) => Of(StatusCodes.Status404NotFound, title);
    public static ProblemHttpResult Conflict(string title) => Of(StatusCodes.Status409Conflict, title);
    public static ProblemHttpResult TooLarge(string title) => Of(StatusCodes.Status413PayloadTooLarge, title);
    public static ProblemHttpResult UnsupportedMedia(string title) => Of(StatusCodes.Status415UnsupportedMediaType, title);
    public static ProblemHttpResult Unprocessable(string title) => Of(StatusCodes.Status422UnprocessableEntity, title);
    public static ProblemHttpResult NoSuchProject(Guid project) => NotFound($"There is no project {project}.");

    /// <param name="extensions">More members of the problem, for example the current state after a 412.</param>
    public static ProblemHttpResult Of(int status, string title, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(title: title, statusCode: status, extensions: extensions);
}
