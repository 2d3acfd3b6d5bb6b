using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Snapshots;

/// <summary>Training asks for a snapshot to train on.</summary>
public sealed class SnapshotAnswer(SnapshotWriter writer) : IAnswer<TakeSnapshot, SnapshotTaken>
{
    public Task<SnapshotTaken> AnswerAsync(TakeSnapshot question, CancellationToken cancellation) =>
        writer.TakeAsync(question.ProjectId, question.Actor, preset: null, cancellation);
}
