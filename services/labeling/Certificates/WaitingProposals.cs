using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Questions;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Certificates;

/// <summary>
/// Audit asks what a promise could be about: undecided proposals of one run. Images on the validation side, and those that share a group with one, stay out: the part that
/// measures models holds only what people looked at, and never certifies. So do images with verdicts of the wall: they are half decided.
/// </summary>
public sealed class WaitingProposals(LabelingDatabase database) : IAnswer<ListProposals, ProposalsListed>
{
    public Task<ProposalsListed> AnswerAsync(ListProposals question, CancellationToken cancellation) => database.ReadAsync(async r =>
    {
        if (await r.FirstOrDefaultAsync<string>("SELECT task FROM projects WHERE id = @ProjectId", question) is null)
        {
            return new ProposalsListed { ProjectMissing = true, Images = [] };
        }

        var run = question.AutoLabelId ?? await r.FirstOrDefaultAsync<Guid?>(
            """
            SELECT p.autolabel_id FROM images i JOIN proposals p ON p.id = i.proposal_id
            WHERE i.project_id = @ProjectId AND i.state = 'auto' ORDER BY p.created_at DESC, p.autolabel_id LIMIT 1
            """, question);
        return new ProposalsListed { AutoLabelId = run, Images = run is null ? [] : await PageAsync(r, question, run.Value) };
    }, cancellation);

    private static async Task<IReadOnlyList<WaitingProposal>> PageAsync(Reader r, ListProposals question, Guid run)
    {
        var rows = await r.QueryAsync<Row>(
            """
            SELECT i.id, i.sequence, p.id AS proposal_id, p.model_id FROM images i JOIN proposals p ON p.id = i.proposal_id
            WHERE i.project_id = @ProjectId AND i.state = 'auto' AND i.sequence > @AfterSequence AND p.autolabel_id = @run
                AND NOT EXISTS (SELECT 1 FROM images g WHERE g.project_id = i.project_id AND g.group_key = i.group_key AND g.validation)
                AND NOT EXISTS (SELECT 1 FROM boxes b WHERE b.image_id = i.id AND b.verdict IS NOT NULL)
            ORDER BY i.sequence LIMIT @Limit
            """, new { question.ProjectId, question.AfterSequence, question.Limit, run });
        // As they are shown now: which are solid is picked anew while people review.
        var boxes = (await r.QueryAsync<ShownBox>(
            "SELECT image_id, id, label_id, x, y, width, height, score, tier FROM boxes WHERE image_id IN @ids ORDER BY score DESC, id",
            new { ids = rows.Select(row => row.Id).ToList() })).ToLookup(box => box.ImageId);
        return
        [
            .. from row in rows
               let solid = boxes[row.Id].Where(box => box.Tier == Tiers.Solid).ToList()
               select new WaitingProposal
               {
                   ImageId = row.Id, Sequence = row.Sequence, ProposalId = row.ProposalId, ModelId = row.ModelId,
                   Score = Sureness.Of([.. boxes[row.Id].Where(box => box.Tier != Tiers.Hidden).Select(box => (box.Score ?? 0, box.Tier == Tiers.Solid))]),
                   Boxes = [.. solid.Select(box => new ProposedBox { LabelId = box.LabelId, Score = (float)(box.Score ?? 0), Box = box.Box, Tier = Tiers.Solid })],
                   BoxIds = [.. solid.Select(box => box.Id)],
               },
        ];
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public long Sequence { get; init; }
        public Guid ProposalId { get; init; }
        public Guid ModelId { get; init; }
    }

    private sealed record ShownBox
    {
        public Guid ImageId { get; init; }
        public Guid Id { get; init; }
        public Guid LabelId { get; init; }
        public double? X { get; init; }
        public double? Y { get; init; }
        public double? Width { get; init; }
        public double? Height { get; init; }
        public double? Score { get; init; }
        public string Tier { get; init; } = "";

        public BoxRecord? Box => X is null ? null : new BoxRecord((float)X, (float)Y!, (float)Width!, (float)Height!);
    }
}
