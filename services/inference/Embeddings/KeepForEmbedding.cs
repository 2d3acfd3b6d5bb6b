using Microsoft.Extensions.Options;
using Sightloop.Contracts.Images;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Embeddings;

/// <summary>Puts new images on the list.</summary>
public sealed class KeepForEmbedding(IOptions<EmbeddingOptions> options) : IHear<ImagesIngested>
{
    public async Task HearAsync(ImagesIngested message, Transaction transaction)
    {
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO embeddings_due (image_id, project_id, name, object_key, due_at)
            VALUES (@Id, @ProjectId, @Name, @ObjectKey, {transaction.Dialect.NowPlus("@quiet")}) ON CONFLICT DO NOTHING
            """,
            message.Images.Select(image => new { image.Id, message.ProjectId, image.Name, image.ObjectKey, quiet = options.Value.QuietSeconds }));
    }
}

/// <summary>Takes deleted images off the list. One that is heard of only later fails on its missing bytes and goes then.</summary>
public sealed class ForgetForEmbedding : IHear<ImagesDeleted>
{
    public Task HearAsync(ImagesDeleted message, Transaction transaction) => transaction.ExecuteAsync(
        "DELETE FROM embeddings_due WHERE image_id IN @ids", new { ids = message.Images.Select(image => image.Id).ToArray() });
}
