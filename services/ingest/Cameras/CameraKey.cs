using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sightloop.Ingest.Cameras;

/// <summary>A camera's key: 256 random bits, of which only the hash is kept.</summary>
public static class CameraKey
{
    public const string Header = "X-Camera-Key";
    private const string Scheme = "Bearer ";

    public static string New() => "cam_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>True if the request carries the key, as `Authorization: Bearer …` or as `X-Camera-Key: …`.</summary>
    public static bool IsIn(HttpRequest request, string hash)
    {
        var authorization = request.Headers.Authorization.ToString();
        var key = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : request.Headers[Header].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(key)), Encoding.ASCII.GetBytes(hash));
    }
}
