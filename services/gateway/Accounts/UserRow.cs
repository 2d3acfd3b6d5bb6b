namespace Sightloop.Gateway.Accounts;

/// <summary>A row of the users table.</summary>
public sealed record UserRow
{
    public const string Columns = "id, name, password, role, disabled, created_at";

    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Password { get; init; } = "";
    public string Role { get; init; } = "";
    public bool Disabled { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public UserView View() => new(Id, Name, Role, Disabled, CreatedAt);
}

/// <summary>A person as the API shows them.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">As they sign in, and as the trail names them.</param>
/// <param name="Role">admin, member (everything but administration) or viewer.</param>
/// <param name="Disabled">Cannot sign in, and their keys are worth nothing.</param>
/// <param name="CreatedAt">When the account was made.</param>
public sealed record UserView(Guid Id, string Name, string Role, bool Disabled, DateTimeOffset CreatedAt);
