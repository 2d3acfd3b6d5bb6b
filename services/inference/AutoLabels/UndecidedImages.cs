using System.Runtime.CompilerServices;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.AutoLabels;

/// <summary>The images of a run, asked of labeling page by page: those that no person has decided, or the labelled ones, in the project's order.</summary>
public sealed class UndecidedImages(Questions questions)
{
    private const int PageSize = 500;

    public async Task<int> CountAsync(Guid project, AutoLabelWork work, long after, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var _ in ListAsync(project, work, after, cancellation))
        {
            count++;
        }

        return count;
    }

    /// <param name="project">The project.</param>
    /// <param name="work">Which of them.</param>
    /// <param name="after">Sequence number after which it begins.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<UndecidedImage> ListAsync(
        Guid project, AutoLabelWork work, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var question = new ListUndecidedImages(project, work.ImageIds, after, PageSize, work.Labeled);
            var page = (await Patience.AskAsync(
                token => questions.AskAsync<ListUndecidedImages, UndecidedImagesListed>(question, token), cancellation)).Images;
            foreach (var image in page)
            {
                yield return image;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Sequence;
        }
    }
}
