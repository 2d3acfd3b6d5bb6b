using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Images;

/// <summary>Tells other services of images they have not heard of yet.</summary>
public sealed class FindImagesAnswer(IngestDatabase database) : IAnswer<FindImages, ImagesFound>
{
    private const int Most = 500;

    public async Task<ImagesFound> AnswerAsync(FindImages question, CancellationToken cancellation)
    {
        var ids = question.ImageIds.Take(Most).ToList();
        if (ids.Count == 0)
        {
            return new ImagesFound([]);
        }

        var rows = await database.ReadAsync(
            r => r.QueryAsync<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE id IN @ids", new { ids }), cancellation);
        return new ImagesFound([.. rows.Select(row => new FoundImage(row.ProjectId, row.ToRecord()))]);
    }
}
