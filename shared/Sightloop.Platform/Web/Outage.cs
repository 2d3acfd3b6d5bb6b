using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;

namespace Sightloop.Platform.Web;

/// <summary>What the product stands on is away or full: nothing is broken, and the caller is told what to do.</summary>
internal sealed record Outage(int Status, string Title)
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const int FileTooLarge = 27; // EFBIG
    private const int SqliteFull = 13; // SQLITE_FULL

    /// <returns>Null when the error is none of these.</returns>
    public static Outage? Of(Exception error) => error switch
    {
        OwnerSilentException or UnknownOutcomeException => Away(error.Message),
        ObjectStoreUnavailableException => Away("The store of images and models does not answer; nothing of this request was kept. Try again in a moment."),
        ObjectStoreFullException => Full("The store of images and models is full; nothing of this request was kept. Free some space or enlarge it, then try again."),
        IOException { HResult: NoSpaceLeft or QuotaExceeded or FileTooLarge } or SqliteException { SqliteErrorCode: SqliteFull } =>
            Full("The server's disk is full; nothing of this request was kept. Free some space or enlarge it, then try again."),
        _ when Dialect.Postgres.IsTransient(error) => Away("The database does not answer; nothing of this request was kept. Try again in a moment."),
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    private static Outage Away(string title) => new(StatusCodes.Status503ServiceUnavailable, title);

    private static Outage Full(string title) => new(StatusCodes.Status507InsufficientStorage, title);
}
