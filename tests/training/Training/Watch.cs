using Sightloop.Training.Detector;

namespace Sightloop.Training.Tests.Training;

/// <summary>Hears reports on the training's own thread.</summary>
internal sealed class Watch(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => hear(value);
}
