using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sightloop.Gateway.Accounts;

/// <summary>Random tokens of 256 bits, of which only the hash is kept.</summary>
internal static class Secrets
{
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
