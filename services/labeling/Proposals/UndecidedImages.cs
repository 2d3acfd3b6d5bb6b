using Sightloop.Contracts.Questions;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Proposals;

/// <summary>Auto-label asks which images no person has decided; an image somebody has begun is that person's. It also asks for the labelled ones, to compare.</summary>
public sealed class UndecidedImages(LabelingDatabase database, ImageDirectory images) : IAnswer<ListUndecidedImages, UndecidedImagesListed>
{
    public async Task<UndecidedImagesListed> AnswerAsync(ListUndecidedImages question, CancellationToken cancellation)
    {
        if (question.AfterSequence == 0)
        {
            await images.CatchUpAsync(question.ProjectId, cancellation);
        }

        var wanted = question.ImageIds?.ToHashSet();
        return await database.ReadAsync(async r =>
        {
            var page = new List<UndecidedImage>();
            await foreach (var row in r.StreamAsync<Row>(
                $"""
                SELECT id, sequence, name, object_key, width, height, trace_parent FROM images
                WHERE project_id = @ProjectId AND sequence > @AfterSequence AND {(question.Labeled ? "state = 'labeled'" : "state <> 'labeled' AND NOT begun")}
                ORDER BY sequence {(wanted is null ? "LIMIT @Limit" : "")}
                """, question))
            {
                cancellation.ThrowIfCancellationRequested();
                if (wanted is null || wanted.Contains(row.Id))
                {
                    page.Add(new(row.Id, row.Sequence, row.Name, row.ObjectKey, row.Width, row.Height, row.TraceParent));
                }

                if (page.Count == question.Limit)
                {
                    break;
                }
            }

            return new UndecidedImagesListed(page);
        }, cancellation);
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public long Sequence { get; init; }
        public string Name { get; init; } = "";
        public string ObjectKey { get; init; } = "";
        public int Width { get; init; }
        public int Height { get; init; }
        public string? TraceParent { get; init; }
    }
}
