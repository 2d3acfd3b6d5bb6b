using Sightloop.Contracts.Questions;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Audit.Certificates;

/// <summary>Labeling asks which images a certificate accepts.</summary>
public sealed class CertifiedImages(AuditDatabase database) : IAnswer<ListCertified, CertifiedListed>
{
    public Task<CertifiedListed> AnswerAsync(ListCertified question, CancellationToken cancellation) => database.ReadAsync(async r =>
        new CertifiedListed([.. (await r.QueryAsync<FrozenImage>(
            """
            SELECT i.image_id, i.proposal_id, i.place, i.box_ids FROM certificate_images i JOIN certificates c ON c.id = i.certificate_id
            WHERE c.id = @CertificateId AND c.state = 'issued' AND NOT i.checked AND i.score >= c.issued_from AND i.place > @AfterPlace
            ORDER BY i.place LIMIT @Limit
            """, question)).Select(image => new CertifiedImage(image.ImageId, image.ProposalId, image.Place, Json.Read<List<Guid>>(image.BoxIds)))]), cancellation);
}
