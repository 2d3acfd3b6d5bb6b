using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests.Access;

/// <summary>Somebody with a browser: a cookie jar of their own; or a program with a key.</summary>
internal sealed class Person : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly CookieContainer cookies = new();

    private Person(GatewayHost host) => Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = host.Address };

    public HttpClient Http { get; }

    /// <summary>A gateway with accounts and the admin "ada".</summary>
    public static Task<GatewayHost> HostAsync(Column column = Column.Standalone, params (string Name, string Value)[] settings) => GatewayHost.StartAsync(
        column, [("Accounts:Enabled", "true"), ("Accounts:AdminName", "ada"), ("Accounts:AdminPassword", Password), .. settings]);

    public static Person Unknown(GatewayHost host) => new(host);

    public static async Task<Person> SignedInAsync(GatewayHost host, string name = "ada", string password = Password)
    {
        var person = new Person(host);
        (await person.SendAsync("POST", "/api/v1/session", new { name, password })).EnsureSuccessStatusCode();
        return person;
    }

    /// <summary>A program that has a key of this person's.</summary>
    public async Task<Person> KeyAsync(GatewayHost host, object key)
    {
        using var made = await SendAsync("POST", "/api/v1/keys", key);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return WithKey(host, (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!);
    }

    public static Person WithKey(GatewayHost host, string key)
    {
        var program = new Person(host);
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Http.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return answer.StatusCode;
    }

    public void Dispose() => Http.Dispose();
}
