namespace Sightloop.Gateway.Access;

/// <summary>
/// A page of any other site that the person visits could send requests here, with their cookie or to localhost. Changes are taken from our own pages and
/// from programs, which send none of these headers.
/// </summary>
public static class OwnPages
{
    public static bool MaySend(HttpRequest request) => IsRead(request.Method) || IsOwn(request);

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].FirstOrDefault() is { } site
        ? site is "same-origin" or "same-site" or "none"
        : request.Headers.Origin.FirstOrDefault() is not { } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == request.Host.Value);
}
