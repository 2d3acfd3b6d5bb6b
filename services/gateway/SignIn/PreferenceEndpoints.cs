using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Gateway.Access;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.SignIn;

/// <summary>What a person set for themselves (keys, switches), kept with the account so that every browser of theirs has it. What is in it only the studio knows.</summary>
internal static class PreferenceEndpoints
{
    private const int MostCharacters = 16 << 10;

    public static void Map(RouteGroupBuilder session)
    {
        session.MapGet("/preferences", GetAsync).WithName("GetPreferences");
        session.MapPut("/preferences", PutAsync).WithName("SetPreferences");
    }

    private static async Task<Ok<JsonElement>> GetAsync(HttpContext context, GatewayDatabase database)
    {
        context.Response.Headers.CacheControl = "no-store";
        var stored = await database.ReadAsync(
            r => r.FirstOrDefaultAsync<string>("SELECT preferences FROM users WHERE id = @UserId", new { context.SignedIn().UserId }), context.RequestAborted);
        return TypedResults.Ok(JsonElement.Parse(stored ?? "{}"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutAsync(JsonElement preferences, HttpContext context, GatewayDatabase database)
    {
        var text = preferences.GetRawText();
        if (preferences.ValueKind != JsonValueKind.Object || text.Length > MostCharacters)
        {
            return Problems.BadRequest($"Send an object of at most {MostCharacters:N0} characters.");
        }

        await database.WriteAsync(
            t => t.ExecuteAsync("UPDATE users SET preferences = @text WHERE id = @UserId", new { text, context.SignedIn().UserId }), context.RequestAborted);
        return TypedResults.NoContent();
    }
}
