using Microsoft.Extensions.Options;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Training.Runs;

namespace Sightloop.Training.Models;

/// <summary>At the first start publishes the pretrained backbone as `models/base.onnx`, with which inference embeds images before a project has a model.</summary>
internal sealed partial class BaseModelPublisher(
    IObjectStore store, ChildProcess child, IOptions<TrainingConfiguration> options, IHostApplicationLifetime lifetime, ILogger<BaseModelPublisher> log)
    : BackgroundService
{
    private const string Key = "models/base.onnx";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.OnceStartedAsync(PublishAsync, stoppingToken);

    private async Task PublishAsync(CancellationToken stoppingToken)
    {
        if (await store.StatAsync(Key, stoppingToken) is not null)
        {
            return;
        }

        var file = Path.Combine(Directory.CreateDirectory(options.Value.RunFolder).FullName, "base.onnx");
        string[] arguments = options.Value.BaseWeights is { } weights ? [TrainingChild.BaseModelCommand, file, weights] : [TrainingChild.BaseModelCommand, file];
        var said = new List<string>();
        var (exitCode, errors) = await child.RunAsync(arguments, line => { said.Add(line); return Task.CompletedTask; }, stoppingToken);
        if (exitCode != 0)
        {
            Log.NotPublished(log, string.Join(' ', said.Append(errors)));
            return;
        }

        await using (var stream = File.OpenRead(file))
        {
            await store.PutAsync(Key, stream, stream.Length, stoppingToken);
        }

        File.Delete(file);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "There is no base model, so nothing can be trained or embedded: {Reason}")]
        public static partial void NotPublished(ILogger logger, string reason);
    }
}
