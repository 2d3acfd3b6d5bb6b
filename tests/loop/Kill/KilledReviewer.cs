using Sightloop.Loop.Tests.Api;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>Somebody who accepts suggestions and opens them again, and what was promised about them.</summary>
internal sealed class KilledReviewer(LoopApi api, IReadOnlyList<Guid> images)
{
    private readonly Dictionary<Guid, string> promised = [];
    private int steps;
    private (Guid Image, string State)? unanswered;

    public async Task<bool> StepAsync()
    {
        var image = images[steps++ % images.Count];
        var shown = (await api.GetAsync($"api/v1/images/{image}/annotations")).Ok().Json;
        var isAuto = shown.GetProperty("state").GetString() == "auto";
        unanswered = (image, isAuto ? "labeled" : "auto");
        object body = isAuto
            ? new { decision = "accept", proposalId = shown.GetProperty("proposalId").GetGuid() }
            : new { decision = "reopen" };
        var after = (await api.PostAsync($"api/v1/images/{image}/review", body, Guid.CreateVersion7().ToString())).Ok().Json;
        Assert.Equal(unanswered.Value.State, after.GetProperty("state").GetString());
        promised[image] = unanswered.Value.State;
        unanswered = null;
        return true;
    }

    public async Task AssertKeptAsync()
    {
        foreach (var (image, state) in promised.ToList())
        {
            var now = (await api.GetAsync($"api/v1/images/{image}/annotations")).Ok().Json.GetProperty("state").GetString();
            Assert.True(now == state || unanswered == (image, now), $"{image} is {now}, {state} was answered");
            promised[image] = now!;
        }

        unanswered = null;
    }
}
