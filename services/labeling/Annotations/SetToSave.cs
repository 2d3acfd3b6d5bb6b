using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;

namespace Sightloop.Labeling.Annotations;

/// <summary>What is to become an image's next revision.</summary>
public sealed record SetToSave
{
    public const string Edit = "edit";
    public const string Restore = "restore";
    public const string Verdict = "verdict";
    public const string LabelMerged = "label merged";
    public const string LabelDeleted = "label deleted";
    public const string Certificate = "certificate";
    public const string Track = "track";

    /// <summary>A change to the classes reached this image: nobody looked at it.</summary>
    public bool IsHousekeeping => Reason is LabelMerged or LabelDeleted;

    /// <summary>Decided with a whole track, which is booked as one look.</summary>
    public bool IsBookedElsewhere => Reason is Track;

    /// <summary>Accepted with others under a certificate: nobody looked at this one.</summary>
    public bool IsUnseen => Reason == Certificate;

    /// <summary>The image as <see cref="ImageStore.LockAsync"/> returned it in this transaction.</summary>
    public required ImageRow Image { get; init; }

    /// <summary>Checked labels of classes that exist, in the order to show them.</summary>
    public required IReadOnlyList<AnnotationRecord> Annotations { get; init; }

    /// <summary>False: the image is begun, or as good as new when the set is empty.</summary>
    public bool Done { get; init; } = true;

    /// <summary>Why: one of this record's constants, or "review".</summary>
    public required string Reason { get; init; }

    public required string Actor { get; init; }
    public long? DurationMs { get; init; }

    /// <summary>What becomes of the image's proposal when the set is done.</summary>
    public string ProposalOutcome { get; init; } = "corrected";

    /// <summary>A review's decision ("accept", "correct"): told as ReviewDecided in place of LabelsSaved.</summary>
    public ReviewOutcome? Review { get; init; }
}

/// <summary>The decision on a proposal that a set is saved for.</summary>
public sealed record ReviewOutcome(string Decision, Guid ProposalId, Guid ModelId, Guid? CertificateId = null);

/// <summary>What was saved: the image as it is now, and the sets before and after.</summary>
public sealed record SavedSet(ImageRow Image, IReadOnlyList<AnnotationRecord> Before, IReadOnlyList<AnnotationRecord> After);
