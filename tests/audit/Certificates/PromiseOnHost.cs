using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Audit.Certificates;
using Sightloop.Contracts.Certificates;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Hosting;
using Sightloop.Testing;

namespace Sightloop.Audit.Tests.Certificates;

/// <summary>What people do with promises, in the words of the tests.</summary>
internal static class PromiseOnHost
{
    private static readonly DateTimeOffset Later = TimeProvider.System.GetUtcNow().AddHours(1);

    public static async Task<(int Status, JsonElement Body)> SendAsync(this AuditHost host, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json.Options) };
        request.Headers.Add("Sightloop-Actor", "ada");
        using var response = await host.Http.SendAsync(request);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public static async Task<PromiseView> AskAsync(this AuditHost host, object body)
    {
        var (status, answer) = await host.SendAsync(HttpMethod.Post, $"/api/v1/projects/{host.Neighbours.Project}/certificates", body);
        Assert.True(status == 201, $"{status}: {answer}");
        return answer.Deserialize<PromiseView>(Json.Options)!;
    }

    public static async Task<PromiseView> LookAsync(this AuditHost host, Guid id) =>
        (await host.Http.GetFromJsonAsync<PromiseView>(new Uri($"/api/v1/certificates/{id}", UriKind.Relative), Json.Options))!;

    /// <summary>The person checks whatever is drawn, as it is drawn, until the promise has ended or nothing waits.</summary>
    /// <param name="host">The host.</param>
    /// <param name="id">The promise.</param>
    /// <param name="isRight">What the person finds; a wrong image lacks an object.</param>
    /// <param name="until">Stops before the promise has ended.</param>
    /// <param name="checkedBefore">An image that is counted already.</param>
    public static async Task<PromiseView> CheckAsync(
        this AuditHost host, Guid id, Func<WaitingProposal, bool> isRight, Func<PromiseView, bool>? until = null, params Guid[] checkedBefore)
    {
        var done = checkedBefore.ToHashSet();
        while (true)
        {
            var view = await host.LookAsync(id);
            if (view.State != Promise.Checking || until?.Invoke(view) == true)
            {
                return view;
            }

            await Wait.UntilAsync(() => Task.FromResult(Drawn(host, id).Any(image => !done.Contains(image))));
            var next = Drawn(host, id).First(image => !done.Contains(image));
            done.Add(next);
            await host.DecideAsync(next, isRight);
            await Wait.UntilAsync(async () => (await host.LookAsync(id)).Checked == view.Checked + 1 || (await host.LookAsync(id)).State != Promise.Checking);
        }
    }

    public static Task DecideAsync(this AuditHost host, Guid image, Func<WaitingProposal, bool> isRight, string? decision = null)
    {
        var proposal = host.Neighbours.Waiting.Single(waiting => waiting.ImageId == image);
        AnnotationRecord[] proposed = [.. proposal.Boxes.Select(box => new AnnotationRecord { Id = Guid.CreateVersion7(), LabelId = box.LabelId, Box = box.Box, Origin = "model" })];
        var right = isRight(proposal);
        return host.SayAsync(new ReviewDecided
        {
            ProjectId = host.Neighbours.Project, ImageId = image, ProposalId = proposal.ProposalId, ModelId = proposal.ModelId, Decision = decision ?? (right ? "accept" : "correct"),
            Revision = 1, Before = proposed, Actor = "bob", OccurredAt = Later.AddSeconds(decision == "reopen" ? 1 : 0),
            After = right ? proposed : [.. proposed, proposed[0] with { Id = Guid.CreateVersion7(), Box = new BoxRecord(400, 300, 30, 30) }],
        });
    }

    private static IEnumerable<Guid> Drawn(AuditHost host, Guid id) =>
        host.Neighbours.Heard<SampleDrawn>().Where(drawn => drawn.CertificateId == id).SelectMany(drawn => drawn.Images).OrderBy(image => image.Place).Select(image => image.ImageId);
}
