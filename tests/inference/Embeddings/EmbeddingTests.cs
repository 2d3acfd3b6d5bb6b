using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Questions;
using Sightloop.Inference.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Inference.Tests.Embeddings;

public sealed class EmbeddingTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task New_images_get_unit_vectors_as_soon_as_the_base_model_is_there(Column column)
    {
        await using var host = await InferenceHost.StartAsync(column, ("Inference:Embeddings:QuietSeconds", "0.1"));
        var photo = Photos.Raccoon();
        var (first, again) = (await host.AddImageAsync(photo, "first.jpg"), await host.AddImageAsync(photo, "again.jpg"));
        var broken = await host.AddImageAsync(photo[..3000], "cut.jpg");
        var other = await host.AddImageAsync(Photos.Raccoon(40), "other.jpg");
        await host.SayAsync(now => Ingested(host, now, first, again, broken, other));

        await host.PutAsync("models/base.onnx", TestModels.Detector);

        await Wait.UntilAsync(() => Task.FromResult(Vectors(host).Count == 3));
        var vectors = Vectors(host);
        Assert.Equal(vectors[first.Id], vectors[again.Id]);
        Assert.All(vectors.Values, vector => Assert.Equal(127, Math.Sqrt(vector.Sum(value => (double)(sbyte)value * (sbyte)value)), 2.0));
        Assert.NotEqual(vectors[first.Id], vectors[other.Id]);
        Assert.DoesNotContain(broken.Id, vectors.Keys);
    }

    [Fact]
    public async Task A_deleted_image_is_not_embedded()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone, ("Inference:Embeddings:QuietSeconds", "0.1"));
        var (deleted, kept) = (await host.AddImageAsync(Photos.Raccoon(1)), await host.AddImageAsync(Photos.Raccoon(2)));
        await host.SayAsync(now => Ingested(host, now, deleted));
        await Wait.UntilAsync(() => host.IsDueForEmbeddingAsync(deleted.Id));
        await host.SayAsync(now => new ImagesDeleted
        {
            ProjectId = host.Project, Images = [new DeletedImage(deleted.Id, deleted.Name)], Actor = "test", OccurredAt = now,
        });
        await Wait.UntilAsync(async () => !await host.IsDueForEmbeddingAsync(deleted.Id));

        await host.SayAsync(now => Ingested(host, now, kept));
        await host.PutAsync("models/base.onnx", TestModels.Detector);

        await Wait.UntilAsync(() => Task.FromResult(Vectors(host).ContainsKey(kept.Id)));
        Assert.DoesNotContain(deleted.Id, Vectors(host).Keys);
    }

    private static Dictionary<Guid, byte[]> Vectors(InferenceHost host) =>
        host.Neighbours.HeardOf<ImagesEmbedded>().SelectMany(one => one.Images).ToDictionary(one => one.ImageId, one => one.Vector);

    private static ImagesIngested Ingested(InferenceHost host, DateTimeOffset now, params UndecidedImage[] images) => new()
    {
        ProjectId = host.Project, Actor = "test", OccurredAt = now,
        Images =
        [
            .. images.Select(image => new ImageRecord
            {
                Id = image.Id, Sequence = image.Sequence, Name = image.Name, Width = 1, Height = 1, Sha256 = image.ObjectKey["images/".Length..],
                ObjectKey = image.ObjectKey, PerceptualHash = 0, IngestedAt = now,
            }),
        ],
    };
}
