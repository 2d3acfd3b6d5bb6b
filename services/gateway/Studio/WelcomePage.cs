namespace Sightloop.Gateway.Studio;

/// <summary>What a browser sees where the studio was not built.</summary>
internal static class WelcomePage
{
    public const string Html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Sightloop</title>
        <style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #222 }</style>
        <h1>Sightloop</h1>
        <p>The product runs; the browser studio was not built into it. Everything it does is also an HTTP call:</p>
        <ul>
          <li><a href="/docs">/docs</a>: the API to read and to try out</li>
          <li><a href="/openapi/v1.json">/openapi/v1.json</a>: the same for programs</li>
          <li><a href="/health/ready">/health/ready</a>: is it warm?</li>
        </ul>
        <p>The loop: make a project and upload images, label a few, train, let the model label the rest,
        check its suggestions, train again, ask for predictions.</p>
        </html>
        """;
}
