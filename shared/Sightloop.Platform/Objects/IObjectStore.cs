namespace Sightloop.Platform.Objects;

/// <summary>
/// Images, clips, snapshots, checkpoints and models by key, such as <c>images/&lt;sha256&gt;</c>. What a finished
/// put stored survives a crash and a power cut. Every method throws <see cref="ArgumentException"/> for a key
/// outside <see cref="ObjectKey"/>'s rules and <see cref="ObjectStoreUnavailableException"/> when the store does
/// not answer. Safe for concurrent use.
/// </summary>
public interface IObjectStore
{
    /// <summary>
    /// Stores exactly <paramref name="length"/> bytes read from the content's current position; readers see the old
    /// object or the new one, never a part. An object whose key is its own hash may be left as it is, where
    /// that is cheaper than storing it again: the content is then left unread.
    /// </summary>
    /// <exception cref="InvalidDataException">The content ended early or goes on after <paramref name="length"/> bytes.</exception>
    /// <exception cref="ObjectStoreFullException">No space is left; nothing was stored.</exception>
    Task PutAsync(string key, Stream content, long length, CancellationToken cancellation = default);

    /// <summary>
    /// Opens the bytes from <paramref name="offset"/> on, <paramref name="count"/> of them or all, to be read once
    /// and forwards. A range outside the object holds no bytes.
    /// </summary>
    /// <exception cref="ObjectNotFoundException">No object has this key.</exception>
    Task<Stream> OpenAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default);

    /// <summary>Null when no object has this key.</summary>
    Task<ObjectInfo?> StatAsync(string key, CancellationToken cancellation = default);

    /// <summary>False when there was nothing to delete.</summary>
    Task<bool> DeleteAsync(string key, CancellationToken cancellation = default);

    /// <summary>Every object whose key begins with the prefix, in no promised order.</summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default);
}
