namespace Sightloop.Platform.Objects;

/// <summary>
/// Where a key lies under the store's folder: as its own path, except that names which are hashes are fanned out
/// over two levels of sixteen (<c>images/a/b/abcd…</c>): a million files in one folder are slow to list and repair, and
/// more folders than these 256 would cost every early put the flush of a new one.
/// </summary>
internal sealed class FolderLayout(string root)
{
    /// <summary>Absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    public string PathOf(string key)
    {
        ObjectKey.Check(key);
        if (!ObjectKey.IsContentAddressed(key))
        {
            return Path.Combine(Root, key);
        }

        var name = key.LastIndexOf('/') + 1;
        return Path.Combine(Root, key[..name], key.Substring(name, 1), key.Substring(name + 1, 1), key[name..]);
    }

    /// <summary>Back from a path; the inverse of <see cref="PathOf"/>.</summary>
    public string KeyOf(string path)
    {
        var key = Path.GetRelativePath(Root, path);
        const int FanOut = 4; // "a/b/"
        return ObjectKey.IsContentAddressed(key) ? string.Concat(key.AsSpan(0, key.Length - 64 - FanOut), key.AsSpan(key.Length - 64)) : key;
    }
}
