namespace Sightloop.Platform.Objects;

/// <summary>No object has this key.</summary>
public sealed class ObjectNotFoundException(string key, Exception? inner = null)
    : Exception($"There is no stored object '{key}'.", inner)
{
    public string Key { get; } = key;
}

/// <summary>The disk or bucket has no room left. Nothing of the object was stored.</summary>
public sealed class ObjectStoreFullException(string store, Exception? inner = null)
    : Exception($"The object store {store} is full: free some space or enlarge it, then try again.", inner);

/// <summary>The store does not answer, or refuses this client's credentials; what was sent may be sent again.</summary>
public sealed class ObjectStoreUnavailableException(string store, string reason, Exception? inner = null)
    : Exception($"The object store {store} cannot be used now: {reason}", inner);
