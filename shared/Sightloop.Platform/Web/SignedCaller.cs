using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Web;

/// <summary>
/// The caller as the gateway tells the services: actor, scopes and time as JSON with an HMAC-SHA-256 over them, `base64url(json).base64url(mac)`. It is
/// good for some minutes around its time, so that a machine whose clock is 5 minutes off still takes part.
/// </summary>
public sealed class SignedCaller(string key)
{
    public const string Header = "Sightloop-Caller";

    /// <summary>5 minutes of a wrong clock and a minute on the way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(6);

    private readonly byte[] key = Encoding.UTF8.GetBytes(key);

    public string Write(ClaimsPrincipal caller, DateTimeOffset now)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Body(caller.Identity!.Name!, caller.Scopes(), now.ToUnixTimeSeconds()), Json.Options);
        return $"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, body))}";
    }

    /// <summary>False for what this key has not signed, or not now.</summary>
    public bool TryRead(string? header, DateTimeOffset now, [NotNullWhen(true)] out ClaimsPrincipal? caller)
    {
        caller = null;
        if (header?.Split('.') is not [var left, var right] || !TryDecode(left, out var body) || !TryDecode(right, out var mac)
            || !CryptographicOperations.FixedTimeEquals(mac, HMACSHA256.HashData(key, body)))
        {
            return false;
        }

        var told = JsonSerializer.Deserialize<Body>(body, Json.Options)!;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(told.At)).Duration() > Tolerance)
        {
            return false;
        }

        caller = Caller.Known(told.Actor, told.Scopes);
        return true;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return bytes.Length > 0;
    }

    private sealed record Body(string Actor, IReadOnlyList<string> Scopes, long At);
}
