namespace Sightloop.Labeling.Images;

/// <summary>An image and what became of it here.</summary>
public sealed record ImageRow
{
    public const string Unlabeled = "unlabeled";
    public const string Auto = "auto";
    public const string Labeled = "labeled";

    public const string Columns =
        """
        id, project_id, sequence, name, object_key, width, height, state, begun, revision, proposal_id, group_key, validation, picked_at_random,
        import_id, clip_seconds, clip_cut, camera_id, doubt, ingested_at, labeled_at, labeled_by, boxes_checked, unseen, label_count
        """;

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public long Sequence { get; init; }
    public string Name { get; init; } = "";
    public string ObjectKey { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }

    /// <summary>One of <see cref="Unlabeled"/>, <see cref="Auto"/> and <see cref="Labeled"/>.</summary>
    public string State { get; init; } = Unlabeled;

    /// <summary>A person saved a part of the labels: the image is unlabeled and its current revision holds that part.</summary>
    public bool Begun { get; init; }

    /// <summary>Number of the last saved set, 0 for none.</summary>
    public int Revision { get; init; }

    /// <summary>The proposal that nobody has decided yet.</summary>
    public Guid? ProposalId { get; init; }

    public string GroupKey { get; init; } = "";

    /// <summary>True for the frozen validation part; null until the image is first labelled.</summary>
    public bool? Validation { get; init; }

    /// <summary>How the queue came to hand it out: true at random, false for its value; null when it never did.</summary>
    public bool? PickedAtRandom { get; init; }

    public Guid? ImportId { get; init; }
    public double? ClipSeconds { get; init; }

    /// <summary>The film cuts between the frame before it and this one.</summary>
    public bool ClipCut { get; init; }

    public Guid? CameraId { get; init; }
    public double Doubt { get; init; }
    public DateTimeOffset IngestedAt { get; init; }
    public DateTimeOffset? LabeledAt { get; init; }
    public string? LabeledBy { get; init; }

    /// <summary>Labelled by verdicts on its boxes alone: whether something is missing in the picture, nobody has said.</summary>
    public bool BoxesChecked { get; init; }

    /// <summary>Accepted with others under a certificate: nobody looked at this one.</summary>
    public bool Unseen { get; init; }

    /// <summary>Annotations of the last saved set.</summary>
    public int LabelCount { get; init; }

    /// <summary>A person's labels are what counts now, finished or not.</summary>
    public bool HasOwnLabels => State == Labeled || Begun;
}
