using System.Security.Cryptography;
using System.Text;

namespace Sightloop.Audit.Statistics;

/// <summary>
/// A random order that anybody can repeat: images stand by the SHA-256 of "seed/image id" (UTF-8, id in lower case with hyphens), compared byte by byte. With a seed nobody
/// knew before, each prefix is a uniform sample without replacement, of the whole and of every part.
/// </summary>
public static class RandomOrder
{
    /// <returns>The ids in their random order.</returns>
    public static IReadOnlyList<Guid> Of(string seed, IEnumerable<Guid> images) =>
        [.. images.Select(id => (Id: id, Hash: Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{id:D}"))))).OrderBy(one => one.Hash, StringComparer.Ordinal).Select(one => one.Id)];
}
