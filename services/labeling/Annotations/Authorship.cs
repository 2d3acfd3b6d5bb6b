using Sightloop.Contracts.Labels;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Annotations;

/// <summary>Whose a label is. What a person took over as it was stays the model's; moved or given another class it becomes a person's.</summary>
internal static class Authorship
{
    private const double SameBox = 0.9;

    /// <summary>The saved label with its origin; the model and its score stay on record in either case.</summary>
    public static AnnotationRecord Of(AnnotationRecord saved, AnnotationRecord? known) => known is null
        ? saved
        : saved with { Origin = known.Origin == StoredAnnotation.Model && IsSame(saved, known) ? StoredAnnotation.Model : StoredAnnotation.Human, Score = known.Score, ModelId = known.ModelId };

    private static bool IsSame(AnnotationRecord saved, AnnotationRecord known) => saved.LabelId == known.LabelId && (saved.Box, known.Box) switch
    {
        ({ } now, { } then) => new Box(now.X, now.Y, now.Width, now.Height).ExactIoU(new Box(then.X, then.Y, then.Width, then.Height)) >= SameBox,
        (null, null) => true,
        _ => false,
    };
}
