using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Similar;

/// <summary>Looks every two seconds whether images are to be compared with similar ones. While there is more to do it rests as long as it worked: half a core at most.</summary>
internal sealed partial class Comparer(LabelingDatabase database, IHostApplicationLifetime lifetime, ILogger<Comparer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Comparing comparing = new(database);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (began, isMore) = (database.Clock.GetTimestamp(), false);
                foreach (var project in await comparing.ProjectsAsync(stoppingToken))
                {
                    isMore |= await comparing.StepAsync(project, stoppingToken);
                }

                await Task.Delay(isMore ? database.Clock.GetElapsedTime(began) : Pause, database.Clock, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Stalled(log, e);
                await Task.Delay(Pause, database.Clock, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Images could not be compared with similar ones; it goes on by itself")]
        public static partial void Stalled(ILogger logger, Exception error);
    }
}
