using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sightloop.Gateway.Accounts;

namespace Sightloop.Gateway.Access;

/// <summary>Requests a minute of each key: a bucket of a minute's requests that fills up steadily.</summary>
internal sealed class RateLimits(IOptions<AccountOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<SignedIn> limiter = PartitionedRateLimiter.Create<SignedIn, Guid>(
        caller => RateLimitPartition.GetTokenBucketLimiter(caller.KeyId!.Value, _ => Bucket(caller.PerMinute ?? options.Value.RequestsPerMinute)));

    /// <returns>Null when it may pass; else the seconds after which it is worth trying again.</returns>
    public int? Refuse(SignedIn caller)
    {
        if (caller.KeyId is null)
        {
            return null;
        }

        using var lease = limiter.AttemptAcquire(caller);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute, QueueLimit = 0, AutoReplenishment = false,
        ReplenishmentPeriod = perMinute < 60 ? TimeSpan.FromMinutes(1) / perMinute : TimeSpan.FromSeconds(1),
        TokensPerPeriod = Math.Max(1, perMinute / 60),
    };

    public void Dispose() => limiter.Dispose();
}
