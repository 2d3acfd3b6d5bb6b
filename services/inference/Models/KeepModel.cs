using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Models;

/// <summary>Keeps what training says of its models.</summary>
public sealed class KeepModel : IHear<ModelTrained>
{
    public Task HearAsync(ModelTrained message, Transaction transaction) => transaction.ExecuteAsync(
        """
        INSERT INTO models (id, project_id, number, body, trained_at) VALUES (@ModelId, @ProjectId, @Number, @body, @OccurredAt)
        ON CONFLICT DO NOTHING
        """,
        new { message.ModelId, message.ProjectId, message.Number, body = Json.Write(message), message.OccurredAt });
}

/// <summary>Keeps each project's last promotion.</summary>
public sealed class KeepPromotion : IHear<ModelPromoted>
{
    public Task HearAsync(ModelPromoted message, Transaction transaction) => transaction.ExecuteAsync(
        """
        INSERT INTO promotions (project_id, model_id, promoted_at) VALUES (@ProjectId, @ModelId, @OccurredAt)
        ON CONFLICT (project_id) DO UPDATE SET model_id = excluded.model_id, promoted_at = excluded.promoted_at
        WHERE promotions.promoted_at < excluded.promoted_at
        """,
        new { message.ProjectId, message.ModelId, message.OccurredAt });
}
