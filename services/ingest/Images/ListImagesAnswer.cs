using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Images;

/// <summary>Lets other services catch up. Sequence numbers become visible in order, so nothing can appear behind the last one seen.</summary>
public sealed class ListImagesAnswer(IngestDatabase database) : IAnswer<ListImages, ImagesListed>
{
    private const int Most = 10_000;

    public async Task<ImagesListed> AnswerAsync(ListImages question, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(r => r.QueryAsync<ImageRow>(
            $"SELECT {ImageRow.Columns} FROM images WHERE project_id = @ProjectId AND sequence > @AfterSequence ORDER BY sequence LIMIT @limit",
            new { question.ProjectId, question.AfterSequence, limit = Math.Clamp(question.Limit, 1, Most) }), cancellation);
        return new ImagesListed([.. rows.Select(row => row.ToRecord())]);
    }
}
