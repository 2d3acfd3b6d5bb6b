using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Annotations;

/// <summary>A saved set of labels: what, by whom, when and from what.</summary>
public sealed record RevisionView
{
    public required int Revision { get; init; }
    public required bool Done { get; init; }

    /// <summary>edit, review, restore, verdict, label merged or label deleted.</summary>
    public required string Reason { get; init; }

    /// <summary>The proposal it was made from.</summary>
    public Guid? ProposalId { get; init; }

    public required string Actor { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public long? DurationMs { get; init; }

    /// <summary>The set; classes that are deleted since are named so.</summary>
    public required IReadOnlyList<AnnotationView> Annotations { get; init; }
}

/// <summary>A row of revisions.</summary>
internal sealed record RevisionRow
{
    public const string Columns = "number, annotations, done, reason, proposal_id, actor, saved_at, duration_ms";

    public int Number { get; init; }
    public string Annotations { get; init; } = "";
    public bool Done { get; init; }
    public string Reason { get; init; } = "";
    public Guid? ProposalId { get; init; }
    public string Actor { get; init; } = "";
    public DateTimeOffset SavedAt { get; init; }
    public long? DurationMs { get; init; }

    public IReadOnlyList<AnnotationRecord> Read() => Json.Read<List<AnnotationRecord>>(Annotations);

    public RevisionView ToView(Project project)
    {
        var names = project.Labels.ToDictionary(label => label.Id, label => label.Name);
        return new RevisionView
        {
            Revision = Number, Done = Done, Reason = Reason, ProposalId = ProposalId, Actor = Actor, SavedAt = SavedAt, DurationMs = DurationMs,
            Annotations = [.. Read().Select(a => AnnotationView.Of(a, names.GetValueOrDefault(a.LabelId, "(deleted label)"), tier: null))],
        };
    }
}
