using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Annotations;

/// <summary>A set that may be saved, and what was changed about it.</summary>
public sealed record ReadAnnotations(IReadOnlyList<AnnotationRecord> Annotations, IReadOnlyList<string> Clamps)
{
    /// <summary>The answer to the request, with what was clamped.</summary>
    internal AnnotationSetView Report(AnnotationSetView view) =>
        Clamps.Count == 0 ? view : view with { Clamped = Clamps.Count, Warnings = Clamps };
}

/// <summary>Checks a sent set against the image and the project, inside the transaction that will save it.</summary>
public static class AnnotationReading
{
    public const int MaxAnnotations = 10_000;

    /// <param name="transaction">The transaction; the image is locked in it. The classes used are held until its end.</param>
    /// <param name="project">The image's project.</param>
    /// <param name="image">The image.</param>
    /// <param name="sent">The set as sent.</param>
    /// <param name="done">False for a set in progress, which may lack the class of a classified image.</param>
    public static async Task<(ReadAnnotations? Set, ProblemHttpResult? Problem)> ReadAsync(
        Transaction transaction, Project project, ImageRow image, IReadOnlyList<AnnotationBody?>? sent, bool done)
    {
        if (sent is null || sent.Count > MaxAnnotations)
        {
            return Refuse(sent is null ? "annotations is needed: a list, empty when there is nothing on the image." : $"An image has at most {MaxAnnotations} annotations.");
        }

        if (project.IsClassification && (sent.Count > 1 || (done && sent.Count == 0)))
        {
            return Refuse($"In a classification project an image has exactly one label; this set has {sent.Count}.");
        }

        var known = await KnownAsync(transaction, image, sent);
        var (read, clamps, ids) = (new List<AnnotationRecord>(), new List<string>(), new HashSet<Guid>());
        foreach (var (index, annotation) in sent.Index())
        {
            if (annotation?.Label is not { } label || project.FindLabel(label) is not { } found)
            {
                return Refuse($"annotations[{index}]: {(annotation?.Label is { } name ? $"this project has no label '{name}'" : "label is needed: the name or id of a class")}.");
            }

            if (annotation.Box is null != project.IsClassification)
            {
                return Refuse($"annotations[{index}]: {(project.IsClassification ? "box must be null, the label is that of the whole image" : "box is needed in a detection project")}.");
            }

            var (box, clamped, refusal) = annotation.Box is null ? default : BoxRules.Read(annotation.Box, image.Width, image.Height);
            if (refusal is not null)
            {
                return Refuse($"annotations[{index}]: {refusal}.");
            }

            var before = annotation.Id is { } id ? known.GetValueOrDefault(id) : null;
            var record = new AnnotationRecord
            {
                Id = before?.Id ?? Guid.CreateVersion7(transaction.Now), LabelId = found.Id, Box = box, Origin = StoredAnnotation.Human,
            };
            if (!ids.Add(record.Id))
            {
                return Refuse($"annotations[{index}]: the id {record.Id} is used twice in this set.");
            }

            read.Add(Authorship.Of(record, before));
            if (clamped)
            {
                clamps.Add($"annotations[{index}]: the box was cut to the image.");
            }
        }

        return await LabelStore.HoldAsync(transaction, [.. read.Select(a => a.LabelId).Distinct()])
            ? (new ReadAnnotations(read, clamps), null)
            : (null, Problems.Conflict("A label of this set was deleted at this moment: load the project again."));
    }

    private static (ReadAnnotations?, ProblemHttpResult?) Refuse(string title) => (null, Problems.BadRequest(title));

    /// <summary>The labels that sent ids may mean: what is on the image, and where that is not enough what ever was, for undo.</summary>
    private static async Task<IReadOnlyDictionary<Guid, AnnotationRecord>> KnownAsync(Transaction transaction, ImageRow image, IReadOnlyList<AnnotationBody?> sent)
    {
        var current = (await AnnotationStore.CurrentAsync(transaction, image)).ToDictionary(a => a.Record.Id, a => a.Record);
        if (image.Revision == 0 || sent.All(a => a?.Id is not { } id || current.ContainsKey(id)))
        {
            return current;
        }

        var known = new Dictionary<Guid, AnnotationRecord>(await AnnotationStore.HistoryAsync(transaction, image.Id));
        foreach (var (id, record) in current)
        {
            known[id] = record;
        }

        return known;
    }
}
