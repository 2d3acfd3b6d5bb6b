using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;

namespace Sightloop.Demo.Loop;

/// <summary>An uploaded image and its truth, cut to the size the server found.</summary>
public sealed record PoolImage(Guid Id, string Name, IReadOnlyList<TruthBox> Truth)
{
    public static PoolImage From(StoredImage image, IReadOnlyList<TruthBox> truth) => new(
        image.Id,
        image.Name,
        [
            .. truth.Select(label => label.Box is { } box ? label with { Box = box.ClampTo(image.Width, image.Height) } : label)
                .Where(label => label.Box is null or { Width: >= 1, Height: >= 1 }),
        ]);
}
