namespace Sightloop.Gateway.Accounts;

/// <summary>Section "Accounts".</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>People sign in and programs bring keys; null: yes in front of a cluster, no in standalone.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Name and password of an admin who is made when there is nobody yet.</summary>
    public string? AdminName { get; set; }

    /// <inheritdoc cref="AdminName"/>
    public string? AdminPassword { get; set; }

    /// <summary>The one-time token that makes the first admin; null: a random one, told in the log.</summary>
    public string? SetupToken { get; set; }

    /// <summary>What a key may ask for in a minute unless it says otherwise; in each gateway process.</summary>
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>A session ends when it was not used for so long.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long another gateway process may still take a revoked key or an ended session.</summary>
    public TimeSpan Remembered { get; set; } = TimeSpan.FromSeconds(5);
}
