using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Report;

namespace Sightloop.Demo.Loop;

/// <summary>The human part of the loop: labelling by hand, and auditing what the model labelled.</summary>
public sealed class Labelling(SightloopClient client, Stages stages, SimulatedAnnotator annotator, TimeProvider clock)
{
    private readonly WorkQueue _queue = new(client, clock);
    private readonly Desk _desk = new(client, annotator);

    /// <summary>Draws every box on as many images as asked for, in the order the queue gives them.</summary>
    /// <param name="pool">The project's images; those labelled are taken out of it.</param>
    public Task<HandLabels> ByHandAsync(Guid project, Dictionary<Guid, PoolImage> pool, int count, CancellationToken cancellation) =>
        stages.RunAsync($"Label {count} images by hand", async progress =>
        {
            var actions = new Actions();
            await foreach (var id in _queue.TakeAsync(project, "label", count, cancellation))
            {
                if (pool.Remove(id, out var image))
                {
                    actions += (await _desk.DrawAsync(image, cancellation)).Actions;
                    progress.Report((double)actions.Images / count);
                }
            }
            return actions.Images == count
                ? new HandLabels(actions.Images, actions.Created, annotator.Model.Seconds(actions))
                : throw new DemoException($"The queue gave only {actions.Images} of {count} images to label; look at the project's images and the product's log.");
        });

    /// <summary>Audits the auto-labelled images in the order the queue gives them; what the model left without a proposal is drawn.</summary>
    public Task<ReviewFigures> AuditAsync(Guid project, IReadOnlyDictionary<Guid, PoolImage> images, CancellationToken cancellation) =>
        stages.RunAsync($"Audit {images.Count} auto-labelled images", async progress =>
        {
            var left = new Dictionary<Guid, PoolImage>(images);
            var decisions = new List<Decision>();
            var drawn = new List<Decision>();
            await foreach (var id in _queue.TakeAsync(project, "review", images.Count, cancellation))
            {
                if (left.TryGetValue(id, out var image) && await _desk.TryReviewAsync(image, cancellation) is { } decision)
                {
                    left.Remove(id);
                    decisions.Add(decision);
                    progress.Report((double)decisions.Count / images.Count);
                }
            }
            foreach (var image in left.Values)
            {
                if (await _desk.TryReviewAsync(image, cancellation) is { } late)
                {
                    decisions.Add(late);
                }
                else
                {
                    drawn.Add(await _desk.DrawAsync(image, cancellation));
                }
            }
            return Sum(decisions, drawn, images.Values.Sum(image => image.Truth.Count));
        });

    private ReviewFigures Sum(List<Decision> decisions, List<Decision> drawn, int boxes)
    {
        var actions = decisions.Concat(drawn).Aggregate(new Actions(), (sum, decision) => sum + decision.Actions);
        return new ReviewFigures(
            decisions.Count(decision => decision.Verdict == Verdict.Accept),
            decisions.Count(decision => decision.Verdict == Verdict.Correct),
            decisions.Count(decision => decision.Verdict == Verdict.Reject),
            drawn.Count,
            actions,
            boxes,
            annotator.Model.Seconds(actions),
            annotator.Model.SecondsByHand(actions.Images, boxes));
    }
}
