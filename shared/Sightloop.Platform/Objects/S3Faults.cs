using System.Net;
using System.Net.Sockets;
using Minio.Exceptions;
using Polly;
using Polly.Retry;

namespace Sightloop.Platform.Objects;

/// <summary>Which answers of an S3 server are worth another try, and what the rest mean to the caller.</summary>
internal static class S3Faults
{
    /// <summary>Four tries within about two seconds: a hiccup passes unseen, an outage is reported soon.</summary>
    public static ResiliencePipeline Retries { get; } = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } error && IsTransient(error)),
        })
        .Build();

    public static bool IsNotFound(Exception error) =>
        error is Minio.Exceptions.ObjectNotFoundException or BucketNotFoundException
        || error is HttpRequestException { StatusCode: HttpStatusCode.NotFound };

    public static bool IsTransient(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => IsTransient(status),
        HttpRequestException or SocketException or TimeoutException => true,
        IOException => true,
        ConnectionException or InternalServerException => true,
        MinioException { ServerResponse: { } response } => IsTransient(response.StatusCode),
        _ => false,
    };

    /// <summary>The exception to throw to the caller in place of the client's; null when it is none of the store's.</summary>
    public static Exception? Translate(Exception error, string store) => error switch
    {
        MinioException { Response.Code: "XMinioStorageFull" or "QuotaExceeded" } => new ObjectStoreFullException(store, error),
        MinioException { ServerResponse.StatusCode: HttpStatusCode.InsufficientStorage } => new ObjectStoreFullException(store, error),
        // The one failure of the client's that is no MinioException: wrong keys.
        AuthorizationException or AccessDeniedException or ForbiddenException =>
            new ObjectStoreUnavailableException(store, "it refuses these keys; check Objects:AccessKey and Objects:SecretKey.", error),
        MinioException or HttpRequestException or SocketException or TimeoutException =>
            new ObjectStoreUnavailableException(store, error.Message, error),
        _ => null,
    };

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 && status != HttpStatusCode.InsufficientStorage
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}
