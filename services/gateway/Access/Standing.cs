using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Access;

/// <summary>Whether a caller who was let in still would be: for answers that stay open, while sessions end, keys are revoked and people disabled.</summary>
internal sealed class Standing(Func<CancellationToken, Task<SignedIn?>> find)
{
    public async Task<bool> HoldsAsync(CancellationToken cancellation) => await find(cancellation) is { } caller && caller.Scopes.Contains(Scope.Read);
}
