using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Sightloop.Gateway.Accounts;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA-512, 210,000 rounds (OWASP), by ASP.NET Core Identity's hasher.</summary>
public sealed class Passwords
{
    public const int Shortest = 10;
    public const int Longest = 200;

    private readonly PasswordHasher<UserRow> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly string nobodys;

    public Passwords() => nobodys = Hash("nobody has this password");

    public string Hash(string password) => hasher.HashPassword(new UserRow(), password);

    /// <summary>Takes as long for somebody who does not exist, so that names cannot be found out.</summary>
    public bool IsRight(UserRow? user, string password) =>
        hasher.VerifyHashedPassword(user ?? new UserRow(), user?.Password ?? nobodys, password) != PasswordVerificationResult.Failed && user is not null;

    /// <summary>Null when it may be used.</summary>
    public static string? Refuse(string? password, string name) =>
        password is not { Length: >= Shortest and <= Longest } ? $"A password needs {Shortest} to {Longest} characters."
        : password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "A password must not contain the name."
        : password.Distinct().Count() < 4 ? "This password is too easy to guess: use more different characters."
        : null;
}
