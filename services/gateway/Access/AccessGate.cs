using Sightloop.Gateway.SignIn;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Access;

/// <summary>
/// The one place where a call is let in: known (by cookie or key), allowed (its scope in <see cref="Calls"/>), not too often, and, for a key that is for
/// one project, about that project. A call that is not in the table does not exist.
/// </summary>
internal static class AccessGate
{
    private const string Bearer = "Bearer ";
    /// <summary>Keys of cameras; the service that keeps cameras checks them.</summary>
    private const string CameraKey = "cam_", CameraHeader = "X-Camera-Key", Frames = "/api/v1/cameras/{}/frames";

    public static void UseAccess(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<AccessRule>().IsOn)
        {
            return;
        }

        var credentials = app.Services.GetRequiredService<Credentials>();
        var projects = app.Services.GetRequiredService<ResourceProjects>();
        var limits = app.Services.GetRequiredService<RateLimits>();
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            {
                await next(context);
                return;
            }

            if (await RefuseAsync(context, credentials, projects, limits) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }

    private static async Task<IResult?> RefuseAsync(HttpContext context, Credentials credentials, ResourceProjects projects, RateLimits limits)
    {
        var request = context.Request;
        if (Calls.Find(request.Method, request.Path) is not { } call)
        {
            return NoSuchCall(context);
        }

        if (projects.IsOwnQuestion(request))
        {
            context.User = Caller.Known("gateway", [Scope.Read]);
            return null;
        }

        var authorization = request.Headers.Authorization.ToString();
        var bearer = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
        if (call.Path == Frames && (bearer?.StartsWith(CameraKey, StringComparison.Ordinal) ?? request.Headers.ContainsKey(CameraHeader)))
        {
            context.User = Caller.Known("camera", []);
            return null;
        }

        if (bearer is null && !OwnPages.MaySend(request))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "A page of another site may not change anything here.");
        }

        var cookie = bearer is null ? SessionCookie.Read(request) : null;
        Task<SignedIn?> FindAsync(bool isUse, CancellationToken cancellation) => bearer is not null ? credentials.FindKeyAsync(bearer, isUse, cancellation)
            : cookie is not null ? credentials.FindSessionAsync(cookie, isUse, cancellation)
            : Task.FromResult<SignedIn?>(null);
        var caller = await FindAsync(isUse: true, context.RequestAborted);
        if (caller is null)
        {
            return call.Scope == Calls.Open && bearer is null ? null : Unknown(context, bearer is not null);
        }

        context.Features.Set(caller);
        context.Features.Set(new Standing(cancellation => FindAsync(isUse: false, cancellation)));
        context.User = caller.Caller();
        if (bearer is not null)
        {
            // Ours: no service needs it.
            request.Headers.Remove("Authorization");
        }

        if (limits.Refuse(caller) is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
            return Problems.Of(StatusCodes.Status429TooManyRequests, $"The key {caller.KeyName} asks too often: try again in {seconds} s.");
        }

        return RefuseScope(caller, call) ?? await RefuseProjectAsync(context, caller, call, projects);
    }

    private static IResult? RefuseScope(SignedIn caller, Call call) => call.Scope switch
    {
        Calls.Open => null,
        Calls.Own => caller.KeyId is null || caller.Scopes.Contains(Scope.Admin)
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "This is for people who are signed in, and for keys with the scope admin."),
        var scope when caller.Scopes.Contains(scope) => null,
        var scope => Problems.Of(StatusCodes.Status403Forbidden, caller.KeyId is null
            ? $"This needs the scope {scope}, which a {caller.Role} does not have: ask an admin."
            : $"The key {caller.KeyName} lacks the scope {scope}: make one that has it."),
    };

    private static async Task<IResult?> RefuseProjectAsync(HttpContext context, SignedIn caller, Call call, ResourceProjects projects)
    {
        // All events are, for such a key, those of its project.
        if (caller.ProjectId is not { } only || call.Path is Calls.Session or Calls.Events)
        {
            return null;
        }

        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4 || !Guid.TryParse(parts[3], out var id) || parts[2] is "keys" or "users")
        {
            return Problems.Of(StatusCodes.Status403Forbidden, $"The key {caller.KeyName} is for project {only} only: /api/v1/projects/{only} is where it may work.");
        }

        var project = parts[2] == "projects" ? id : await projects.FindAsync(parts[2], id, context.RequestAborted);
        return project == only ? null
            : project is null ? Problems.NotFound($"There is nothing at {context.Request.Path}.")
            : Problems.Of(StatusCodes.Status403Forbidden, $"The key {caller.KeyName} is for project {only} only.");
    }

    private static IResult Unknown(HttpContext context, bool hasKey)
    {
        context.Response.Headers.WWWAuthenticate = hasKey ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, hasKey
            ? "This API key is unknown, revoked or has expired: make a new one in the studio under your name."
            : "Sign in first, or send an API key as `Authorization: Bearer KEY`.");
    }

    private static IResult NoSuchCall(HttpContext context)
    {
        var (request, others) = (context.Request, Calls.MethodsOf(context.Request.Path));
        if (others.Count == 0)
        {
            return Problems.NotFound($"There is nothing at {request.Method} {request.Path}: /docs shows every call.");
        }

        context.Response.Headers.Allow = string.Join(", ", others);
        return Problems.Of(StatusCodes.Status405MethodNotAllowed, $"{request.Path} does not take {request.Method}: /docs shows every call.");
    }
}
