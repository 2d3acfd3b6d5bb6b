using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Web;

/// <summary>The one place where exceptions become problem+json, and where a used Idempotency-Key is answered.</summary>
public static partial class Faults
{
    private const string TooLarge = "This is larger than the server takes in one request: send it in smaller parts.";

    public static void AddFaults(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["requestId"] = problem.HttpContext.TraceIdentifier);
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
    }

    public static void UseFaults(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (AlreadyAnsweredException e) when (!context.Response.HasStarted)
        {
            await ReplayAsync(context, e);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problems.Of(e.StatusCode, Explain(e)).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && Outage.Of(e) is { } outage)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Sightloop.Faults");
            Log.Away(log, context.Request.Method, context.Request.Path, e.Message);
            if (outage.Status == StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "2";
            }

            await Problems.Of(outage.Status, outage.Title).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Sightloop.Faults");
            Log.Broken(log, e, context.Request.Method, context.Request.Path, context.TraceIdentifier);
            await Problems.Of(StatusCodes.Status500InternalServerError,
                $"Something broke on our side; nothing of this request was kept. The log tells more under {context.TraceIdentifier}.").ExecuteAsync(context);
        }
    });

    /// <summary>Gives an answer without a body, such as that of a path nobody serves, a title too.</summary>
    public static void UseTitles(this IApplicationBuilder app) => app.UseStatusCodePages(async pages =>
    {
        var (request, status) = (pages.HttpContext.Request, pages.HttpContext.Response.StatusCode);
        await Problems.Of(status, status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Method} {request.Path}: /docs shows every call.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}: /docs shows every call.",
            StatusCodes.Status413PayloadTooLarge => TooLarge,
            StatusCodes.Status415UnsupportedMediaType =>
                $"{request.Path} does not take {(request.ContentType is { Length: > 0 } type ? $"a body of the kind {type}" : "a body without a Content-Type")}: /docs shows which it takes, mostly application/json.",
            _ => ReasonPhrases.GetReasonPhrase(status),
        }).ExecuteAsync(pages.HttpContext);
    });

    private static string Explain(BadHttpRequestException e) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        { InnerException: System.Text.Json.JsonException json } => $"The body is not the JSON that is expected here: {Explain(json)}",
        _ when Parameter().Match(e.Message) is { Success: true } wrong => $"{wrong.Groups["name"]} cannot be \"{wrong.Groups["value"]}\": /docs shows what it takes.",
        _ when e.Message.Contains("Implicit body", StringComparison.Ordinal) || e.Message.Contains("from body", StringComparison.Ordinal) => "This call needs a JSON body: /docs shows it.",
        _ => e.Message,
    };

    /// <summary>What ASP.NET says of a query or path value that is of another kind: `Failed to bind parameter "Nullable&lt;int&gt; limit" from "abc".`</summary>
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Parameter();

    /// <summary>Where it is wrong and how, without the names of our types.</summary>
    private static string Explain(System.Text.Json.JsonException json) =>
        json.Message.Contains("could not be converted", StringComparison.Ordinal) ? $"{json.Path ?? "$"} holds a value of another kind (line {json.LineNumber + 1})."
        : json.Message.Contains("required properties", StringComparison.Ordinal) ? $"{json.Path ?? "$"} lacks a property that is needed."
        : json.Message;

    private static async Task ReplayAsync(HttpContext context, AlreadyAnsweredException used)
    {
        if (!used.SameBody)
        {
            await Problems.Unprocessable("This Idempotency-Key was used with another body: use a new key for a new request.").ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = used.Answer.Status;
        if (used.Answer.Location is { } location)
        {
            context.Response.Headers.Location = location;
        }

        if (used.Answer.Etag is { } etag)
        {
            context.Response.Headers.ETag = etag;
        }

        if (used.Answer.Response is { } response)
        {
            await Results.Content(response, "application/json", Encoding.UTF8, used.Answer.Status).ExecuteAsync(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} broke ({Trace})")]
        public static partial void Broken(ILogger logger, Exception error, string method, string path, string trace);

        [LoggerMessage(LogLevel.Warning, "{Method} {Path} has to wait: {Reason}")]
        public static partial void Away(ILogger logger, string method, string path, string reason);
    }
}
