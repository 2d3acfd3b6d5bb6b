using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Losses;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>
/// The gradients of a batch, each processor core taking a share of its images through forward and backward alone. The usual way, all
/// cores on one operation, waits in a spinning barrier inside each weight gradient: wasteful on a quiet machine, and four times slower
/// when anything else wants a core. Losses are divided by the weight of the whole batch, so the number of shares changes
/// nothing but rounding; libtorch adds the shares' gradients under a lock.
/// </summary>
internal sealed class ShardedGradients(Objective objective, int imageSize, Device device, int batchSize) : IDisposable
{
    private readonly WorkerTeam team = new(device.type == TorchSharp.DeviceType.CPU ? Math.Min(batchSize, Environment.ProcessorCount) : 1);

    /// <summary>Adds the batch's gradients to the parameters.</summary>
    /// <returns>The parts of the loss by name.</returns>
    public IReadOnlyDictionary<string, float> Add(Batch batch, CancellationToken cancellationToken)
    {
        var scopes = new IDisposable?[team.Size];
        var shares = new Prediction[team.Size];
        var losses = new IReadOnlyDictionary<string, float>[team.Size];
        try
        {
            team.Run(i =>
            {
                scopes[i] = NewDisposeScope();
                var share = batch.Share(i, team.Size);
                shares[i] = objective.Predict(share.Images(imageSize, device), share);
            });
            cancellationToken.ThrowIfCancellationRequested();
            var total = Math.Max(1, shares.Sum(share => share.Weight));
            team.Run(i =>
            {
                var terms = shares[i].Loss(total);
                losses[i] = terms.ByName;
                terms.Total.backward();
            });
        }
        finally
        {
            team.Run(i => scopes[i]?.Dispose());
        }
        return losses.SelectMany(parts => parts).GroupBy(part => part.Key).ToDictionary(part => part.Key, part => part.Sum(one => one.Value));
    }

    public void Dispose() => team.Dispose();
}
