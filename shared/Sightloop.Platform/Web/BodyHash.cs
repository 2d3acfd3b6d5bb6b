using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Web;

/// <summary>Tells the body of a repeated request from another one.</summary>
public static class BodyHash
{
    // A number too large for a double is read as infinity: whoever checks the body refuses it, this must not stumble before.
    private static readonly JsonSerializerOptions Options = new(Json.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static string Of<T>(T body) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body, Options)));
}
