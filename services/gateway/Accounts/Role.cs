using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Accounts;

/// <summary>What people may do.</summary>
public static class Role
{
    public const string Admin = "admin";
    public const string Member = "member";
    public const string Viewer = "viewer";

    public static bool IsKnown(string? role) => role is Admin or Member or Viewer;

    public static IReadOnlyList<string> Scopes(string role) => role switch
    {
        Admin => Scope.All,
        Member => [Scope.Read, Scope.Annotate, Scope.Train, Scope.Predict, Scope.PushFrames],
        _ => [Scope.Read],
    };
}
