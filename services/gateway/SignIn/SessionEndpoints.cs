using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Gateway.Access;
using Sightloop.Gateway.Accounts;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.SignIn;

/// <summary>Name and password.</summary>
public sealed record SignInBody(string? Name, string? Password);

/// <summary>The one-time token of the log, and who the first admin is.</summary>
public sealed record SetupBody(string? Token, string? Name, string? Password);

/// <summary>A new password, and the old one to prove that it is you.</summary>
public sealed record PasswordBody(string? Current, string? Password);

/// <summary>Who is here.</summary>
/// <param name="Accounts">False: there is no sign-in, everybody may do everything.</param>
/// <param name="Setup">There is nobody yet: the first admin is made with the token of the log.</param>
/// <param name="User">Null when nobody is signed in.</param>
public sealed record SessionView(bool Accounts, bool Setup, SessionUser? User);

/// <summary>Who is signed in.</summary>
/// <param name="Name">As the trail names them.</param>
/// <param name="Role">admin, member or viewer.</param>
/// <param name="Scopes">What they may do.</param>
public sealed record SessionUser(string Name, string Role, IReadOnlyList<string> Scopes);

/// <summary>Sign-in by cookie.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Calls.Session, GetAsync).WithTags("accounts").WithName("GetSession");
        var session = routes.MapGroup(Calls.Session).WithTags("accounts").AddEndpointFilter<OnlyWithAccounts>();
        session.MapPost("", SignInAsync).WithName("SignIn");
        session.MapDelete("", SignOutAsync).WithName("SignOut");
        session.MapPost("/setup", SetUpAsync).WithName("SetUp");
        session.MapPut("/password", ChangePasswordAsync).WithName("ChangePassword");
        PreferenceEndpoints.Map(session);
    }

    private static async Task<Ok<SessionView>> GetAsync(HttpContext context, AccessRule rule, Users users)
    {
        context.Response.Headers.CacheControl = "no-store";
        var caller = context.Features.Get<SignedIn>();
        return TypedResults.Ok(new SessionView(
            rule.IsOn, rule.IsOn && caller is null && !await users.IsAnybodyThereAsync(context.RequestAborted),
            caller is null ? null : new SessionUser(caller.Actor, caller.Role, caller.Scopes)));
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> SignInAsync(
        SignInBody body, HttpContext context, Users users, Passwords passwords, Throttle throttle, Sessions sessions)
    {
        if (body is not { Name.Length: > 0 and <= Users.LongestName, Password.Length: > 0 and <= Passwords.Longest })
        {
            return Problems.BadRequest("Send name and password.");
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (await throttle.EnterAsync(body.Name, address, context.RequestAborted) is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"Too many failed sign-ins: try again in {seconds} s.");
        }

        var user = await users.FindAsync(body.Name, context.RequestAborted);
        if (!passwords.IsRight(user, body.Password) || user!.Disabled)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "Name or password is wrong.");
        }

        await throttle.SucceededAsync(body.Name, address, context.RequestAborted);
        return await OpenAsync(context, user, sessions);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, Sessions sessions, Credentials credentials)
    {
        if (SessionCookie.Read(context.Request) is { } token)
        {
            await sessions.CloseAsync(token, context.RequestAborted);
            credentials.Forget();
        }

        SessionCookie.Remove(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> SetUpAsync(
        SetupBody body, HttpContext context, FirstAdmin admin, Throttle throttle, Sessions sessions)
    {
        if ((Users.Refuse(body.Name) ?? Passwords.Refuse(body.Password, body.Name!)) is { } reason)
        {
            return Problems.BadRequest(reason);
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (await throttle.EnterAsync("setup", address, context.RequestAborted) is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"Too many wrong tokens: try again in {seconds} s.");
        }

        if (await admin.BecomeAsync(body.Token ?? "", body.Name!, body.Password!, context.RequestAborted) is not { } user)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "This is not the one-time token: the log of the last start has it; it is worth nothing once there is an admin.");
        }

        await throttle.SucceededAsync("setup", address, context.RequestAborted);
        return await OpenAsync(context, user, sessions);
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> ChangePasswordAsync(
        PasswordBody body, HttpContext context, Users users, Passwords passwords, Throttle throttle, Sessions sessions, Credentials credentials)
    {
        var (caller, address) = (context.SignedIn(), context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (caller.KeyId is not null)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "A password is changed by whoever is signed in with it, not by a key.");
        }

        if (Passwords.Refuse(body.Password, caller.UserName) is { } reason)
        {
            return Problems.BadRequest(reason);
        }

        if (await throttle.EnterAsync(caller.UserName, address, context.RequestAborted) is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"Too many wrong passwords: try again in {seconds} s.");
        }

        var user = await users.FindAsync(caller.UserName, context.RequestAborted);
        if (!passwords.IsRight(user, body.Current ?? ""))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "The current password is wrong.");
        }

        await throttle.SucceededAsync(caller.UserName, address, context.RequestAborted);
        await users.SetPasswordAsync(user!, body.Password!, caller.Actor, context.RequestAborted);
        credentials.Forget();
        return await OpenAsync(context, user!, sessions);
    }

    private static async Task<Ok<SessionView>> OpenAsync(HttpContext context, UserRow user, Sessions sessions)
    {
        var (token, until) = await sessions.OpenAsync(user, context.RequestAborted);
        SessionCookie.Write(context, token, until);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SessionView(true, false, new SessionUser(user.Name, user.Role, Role.Scopes(user.Role))));
    }
}
