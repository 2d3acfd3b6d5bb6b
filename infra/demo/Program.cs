using System.Text.Json;
using Sightloop.Demo;
using Sightloop.Demo.Api;
using Sightloop.Demo.Loop;
using Sightloop.Demo.Report;
using Sightloop.Demo.Truth;
using Spectre.Console;

return await CommandLine.Build(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellation)
{
    var clock = TimeProvider.System;
    var stages = new Stages(AnsiConsole.Console, Console.IsOutputRedirected, clock);
    var folder = Directory.CreateTempSubdirectory("sightloop-demo-");
    using var http = new HttpClient { BaseAddress = options.Url, Timeout = TimeSpan.FromMinutes(10) };
    if (Environment.GetEnvironmentVariable("SIGHTLOOP_API_KEY") is { Length: > 0 } key)
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    var client = new SightloopClient(http, clock);
    try
    {
        var set = options.Data is { } data ? DataFolder.Read(data, options.IsClassification) : null;
        await client.WaitUntilReadyAsync(TimeSpan.FromSeconds(30), cancellation);
        var material = set is null
            ? await Material.FromFilmAsync(options, folder.FullName, stages, cancellation)
            : Material.FromSet(set, options);
        var figures = await new Turn(client, stages, clock).RunAsync(material, options, cancellation);
        stages.Print(figures);
        if (options.Json is { } path)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(figures, FiguresFile.Json), cancellation);
        }
        return ExitCode.Success;
    }
    catch (Exception e) when (e is DemoException or ApiException or IOException)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return ExitCode.Failure;
    }
    catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("Stopped; the project stays as it is.");
        return ExitCode.Cancelled;
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}
