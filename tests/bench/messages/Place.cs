using System.Net.Http.Headers;
using System.Text;

namespace Sightloop.Bench.Messages;

/// <summary>A virtual host and a database of this bench's own, on the servers that `infra/servers env` names.</summary>
internal sealed class Place : IAsyncDisposable
{
    private const string Name = "bench_messages";
    private readonly HttpClient http = new();

    public Uri Broker { get; } = new UriBuilder(Variable("SIGHTLOOP_RABBIT")) { Path = $"/{Name}" }.Uri;

    public string Database { get; } = Variable("SIGHTLOOP_POSTGRES").Replace("Database=postgres", $"Database={Name}_{{service}}", StringComparison.Ordinal) + ";Max Auto Prepare=50";

    public static async Task<Place> PrepareAsync()
    {
        var place = new Place();
        place.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(place.Broker.UserInfo)));
        await place.SendAsync(HttpMethod.Delete);
        await place.SendAsync(HttpMethod.Put);
        return place;
    }

    public async ValueTask DisposeAsync()
    {
        await SendAsync(HttpMethod.Delete);
        http.Dispose();
    }

    private async Task SendAsync(HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Variable("SIGHTLOOP_RABBIT_MANAGEMENT")}/api/vhosts/{Name}"));
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        (await http.SendAsync(request)).Dispose();
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: eval \"$(infra/servers env)\".");
}
