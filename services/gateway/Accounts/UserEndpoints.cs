using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Gateway.Access;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Accounts;

/// <summary>The body that makes a person's account.</summary>
/// <param name="Name">As they sign in.</param>
/// <param name="Password">Their first one; they change it themselves.</param>
/// <param name="Role">admin, member or viewer.</param>
public sealed record NewUser(string? Name, string? Password, string? Role);

/// <summary>What is left out stays.</summary>
public sealed record UserChange(string? Role, bool? Disabled, string? Password);

/// <summary>People, by admins.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/users").WithTags("accounts").AddEndpointFilter<OnlyWithAccounts>();
        users.MapGet("", ListAsync).WithName("ListUsers");
        users.MapPost("", AddAsync).WithName("AddUser");
        users.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeUser");
        routes.MapGet("/api/v1/accounts/trail", TrailAsync).WithTags("accounts").WithName("ListAccountActs").AddEndpointFilter<OnlyWithAccounts>();
    }

    private static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> ListAsync(int? limit, string? cursor, Users users, CancellationToken cancellation) =>
        Paging.TryRead(limit, cursor, out int take, out Guid? after, out var problem)
            ? TypedResults.Ok(Page.Of(await users.ListAsync(after, take + 1, cancellation), take, row => row.Id, row => row.View()))
            : problem;

    private static async Task<Results<Created<UserView>, ProblemHttpResult>> AddAsync(
        NewUser body, HttpContext context, Users users, Passwords passwords, Requests<GatewayDatabase> requests)
    {
        var role = body.Role ?? Role.Member;
        if ((Users.Refuse(body.Name) ?? Passwords.Refuse(body.Password, body.Name!) ?? RefuseRole(role)) is { } reason)
        {
            return Problems.BadRequest(reason);
        }

        var hash = passwords.Hash(body.Password!);
        return await requests.WriteAsync<Results<Created<UserView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
            await users.AddAsync(t, body.Name!, hash, role, context.Actor()) is { } row
                ? TypedResults.Created($"/api/v1/users/{row.Id}", row.View())
                : Problems.Conflict($"There is somebody named {body.Name} already."));
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> ChangeAsync(
        Guid id, UserChange body, HttpContext context, GatewayDatabase database, Passwords passwords, Credentials credentials)
    {
        if (body.Role is not null && RefuseRole(body.Role) is { } noRole)
        {
            return Problems.BadRequest(noRole);
        }

        var hash = body.Password is null ? null : passwords.Hash(body.Password);
        var result = await database.WriteAsync<Results<Ok<UserView>, ProblemHttpResult>>(async t =>
        {
            if (await t.FirstOrDefaultAsync<UserRow>($"SELECT {UserRow.Columns} FROM users WHERE id = @id", new { id }) is not { } user)
            {
                return Problems.NotFound($"There is no user {id}.");
            }

            if (body.Password is not null && Passwords.Refuse(body.Password, user.Name) is { } reason)
            {
                return Problems.BadRequest(reason);
            }

            var changed = user with { Role = body.Role ?? user.Role, Disabled = body.Disabled ?? user.Disabled, Password = hash ?? user.Password };
            if (!await IsAnotherAdminThereAsync(t, id) && (changed.Role != Role.Admin || changed.Disabled))
            {
                return Problems.Conflict($"{user.Name} is the only admin left: make somebody else admin first.");
            }

            await t.ExecuteAsync("UPDATE users SET role = @Role, disabled = @Disabled, password = @Password WHERE id = @Id", changed);
            if (hash is not null || changed.Disabled)
            {
                await t.ExecuteAsync("DELETE FROM sessions WHERE user_id = @id", new { id });
            }

            await t.TellAsync("user changed", context.Actor(), $"{user.Name}: {Words(user, changed)}");
            return TypedResults.Ok(changed.View());
        }, context.RequestAborted);
        credentials.Forget();
        return result;
    }

    private static async Task<Results<Ok<Page<AccountAct>>, ProblemHttpResult>> TrailAsync(
        int? limit, string? cursor, GatewayDatabase database, CancellationToken cancellation) =>
        Paging.TryRead(limit, cursor, out int take, out Guid? before, out var problem)
            ? TypedResults.Ok(Page.Of(await AccountTrail.ListAsync(database, before, take + 1, cancellation), take, row => row.Id, row => row.View()))
            : problem;

    private static Task<bool> IsAnotherAdminThereAsync(Transaction t, Guid id) => t.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM users WHERE role = @admin AND disabled = @no AND id <> @id)", new { id, admin = Role.Admin, no = false });

    private static string? RefuseRole(string role) => Role.IsKnown(role) ? null : "role must be admin, member or viewer.";

    private static string Words(UserRow before, UserRow after) => string.Join(", ", new[]
    {
        before.Role == after.Role ? null : $"{before.Role} to {after.Role}",
        before.Disabled == after.Disabled ? null : after.Disabled ? "disabled" : "enabled again",
        before.Password == after.Password ? null : "new password",
    }.OfType<string>().DefaultIfEmpty("nothing changed"));
}
