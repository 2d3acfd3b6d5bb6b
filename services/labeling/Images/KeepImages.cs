using Sightloop.Contracts.Images;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Images;

/// <summary>New images become unlabeled images.</summary>
public sealed class KeepImages : IHear<ImagesIngested>
{
    public async Task HearAsync(ImagesIngested message, Transaction transaction)
    {
        await ImageStore.AddAsync(transaction, message.ProjectId, message.Images);
        await ImageJourney.BeginAsync(transaction, [.. message.Images.Select(image => image.Id)]);
        var (first, last) = (message.Images.Min(image => image.Sequence), message.Images.Max(image => image.Sequence));
        if (last - first + 1 == message.Images.Count)
        {
            // Heard without a gap: there is nothing to ask ingest for up to here.
            await transaction.ExecuteAsync(
                "UPDATE projects SET images_known_to = @last WHERE id = @ProjectId AND images_known_to >= @before AND images_known_to < @last",
                new { message.ProjectId, before = first - 1, last });
        }
    }
}
