using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Loop;
using Sightloop.Vision.Boxes;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>Somebody who saves labels on images of their own, and what was promised about them.</summary>
internal sealed class KilledAnnotator(LoopApi api, IReadOnlyList<Guid> images)
{
    private readonly Dictionary<(Guid Image, int Revision), Box> promised = [];
    private int steps;
    private (Guid Image, Box Box)? unanswered;

    public async Task<bool> StepAsync()
    {
        var image = images[steps++ % images.Count];
        var path = $"api/v1/images/{image}/annotations";
        var tag = (await api.GetAsync(path)).Ok().ETag;
        var box = new Box(1 + (steps % 40), 2, 30, 20 + (steps * 0.01f));
        unanswered = (image, box);
        var body = new { annotations = new[] { new { label = "raccoon", box = new { x = box.X, y = box.Y, width = box.Width, height = box.Height } } } };
        var saved = (await api.PutAsync(path, body, tag)).Ok().Json;
        promised[(image, saved.GetProperty("revision").GetInt32())] = box;
        unanswered = null;
        return true;
    }

    /// <summary>Every promised revision is there, once, and nothing that nobody sent.</summary>
    public async Task AssertKeptAsync()
    {
        foreach (var image in images)
        {
            var revisions = (await api.ListAsync($"api/v1/images/{image}/revisions")).OrderBy(r => r.GetProperty("revision").GetInt32()).ToList();
            Assert.Equal(Enumerable.Range(1, revisions.Count), revisions.Select(r => r.GetProperty("revision").GetInt32()));
            foreach (var revision in revisions)
            {
                var key = (image, revision.GetProperty("revision").GetInt32());
                var box = Annotator.BoxOf(Assert.Single(revision.GetProperty("annotations").EnumerateArray()));
                if (promised.TryAdd(key, box))
                {
                    // Committed, but killed before the answer.
                    Assert.Equal(unanswered, (image, box));
                }

                Assert.Equal(promised[key], box);
            }

            Assert.Equal(promised.Keys.Count(key => key.Image == image), revisions.Count);
        }

        unanswered = null;
    }
}
