using Sightloop.Contracts.AutoLabels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Similar;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Proposals;

/// <summary>Keeps the images' embeddings, from which the queue tells typical images and diverse ones, and near-duplicates are found.</summary>
public sealed class KeepEmbeddings : IHear<ImagesEmbedded>
{
    public async Task HearAsync(ImagesEmbedded message, Transaction transaction)
    {
        foreach (var image in message.Images.OrderBy(image => image.ImageId))
        {
            var known = await transaction.ExecuteAsync("UPDATE images SET embedding = @Vector WHERE id = @ImageId", image) == 1;
            if (!known && await IsStillToComeAsync(transaction, message.ProjectId, image.ImageId))
            {
                throw new InvalidOperationException($"Image {image.ImageId} is not heard of yet; its embedding is tried again.");
            }
        }

        await ChangedImages.AddEmbeddedAsync(transaction, [.. message.Images.Select(image => image.ImageId)]);
        await NearDuplicates.JoinAsync(transaction, message.ProjectId, [.. message.Images.Select(image => image.ImageId)]);
    }

    /// <summary>False for an image that was deleted, alone or with its project.</summary>
    private static async Task<bool> IsStillToComeAsync(Transaction t, Guid project, Guid image) => await t.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM projects WHERE id = @project) AND NOT EXISTS (SELECT 1 FROM image_tombstones WHERE id = @image)", new { project, image });
}
