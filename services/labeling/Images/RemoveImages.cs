using Sightloop.Contracts.Images;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Images;

/// <summary>Deleted images take their labels, history, proposals and claims with them.</summary>
public sealed class RemoveImages : IHear<ImagesDeleted>
{
    public Task HearAsync(ImagesDeleted message, Transaction transaction) =>
        ImageStore.RemoveAsync(transaction, message.ProjectId, [.. message.Images.Select(image => image.Id)]);
}
