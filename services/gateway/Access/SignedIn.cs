using System.Security.Claims;

namespace Sightloop.Gateway.Access;

/// <summary>Who a session or a key belongs to, and what it may do.</summary>
public sealed record SignedIn
{
    public required Guid UserId { get; init; }
    public required string UserName { get; init; }
    public required string Role { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    /// <summary>Null for a session.</summary>
    public Guid? KeyId { get; init; }
    public string? KeyName { get; init; }
    /// <summary>The only project it is for.</summary>
    public Guid? ProjectId { get; init; }
    /// <summary>Requests a minute; null for the usual number.</summary>
    public int? PerMinute { get; init; }

    /// <summary>As the trail names it.</summary>
    public string Actor => KeyName is null ? UserName : $"{UserName} (key {KeyName})";

    public ClaimsPrincipal Caller() => Sightloop.Platform.Web.Caller.Known(Actor, Scopes);
}

internal static class SignedInContext
{
    /// <exception cref="InvalidOperationException">Nobody is: the call is open to all.</exception>
    public static SignedIn SignedIn(this HttpContext context) =>
        context.Features.Get<SignedIn>() ?? throw new InvalidOperationException($"{context.Request.Path} is open to all, so nobody is signed in.");
}
