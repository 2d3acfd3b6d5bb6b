using Sightloop.Contracts.Certificates;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Certificates;

/// <summary>What audit tells of promises: samples come first in the review queue; a certificate accepts the rest, a voided one may give it back.</summary>
public sealed class PromiseKeeping(Jobs<LabelingDatabase> jobs) : IHear<SampleDrawn>, IHear<CertificateIssued>, IHear<CertificateVoided>
{
    public async Task HearAsync(SampleDrawn message, Transaction transaction)
    {
        await GateAsync(transaction, message.ProjectId);
        if (!await HasEndedAsync(transaction, message.CertificateId))
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO certificate_samples (certificate_id, image_id, project_id, place)
                SELECT @CertificateId, i.id, i.project_id, @Place FROM images i WHERE i.id = @ImageId ON CONFLICT DO NOTHING
                """, message.Images.Select(image => new { message.CertificateId, image.ImageId, image.Place }).ToList());
        }
    }

    public async Task HearAsync(CertificateIssued message, Transaction transaction)
    {
        await GateAsync(transaction, message.ProjectId);
        if (!await HasEndedAsync(transaction, message.CertificateId))
        {
            await EndAsync(transaction, message.CertificateId, voided: false);
            await jobs.AddAsync(transaction, message.CertificateId, message.ProjectId, CertifiedAcceptance.Kind, message.Actor,
                new CertifiedWork(message.CertificateId, message.Images - message.Checked));
        }
    }

    public async Task HearAsync(CertificateVoided message, Transaction transaction)
    {
        // Behind the gate no batch of the acceptance is still on its way.
        await GateAsync(transaction, message.ProjectId);
        await EndAsync(transaction, message.CertificateId, voided: true);
        if (message.TakesBack)
        {
            await jobs.AddAsync(transaction, Guid.CreateVersion7(transaction.Now), message.ProjectId, CertifiedReturn.Kind, message.Actor,
                new CertifiedWork(message.CertificateId, 0));
        }
    }

    /// <summary>Whoever accepts under a certificate and whoever voids it take turns at the project's row.</summary>
    internal static Task GateAsync(Transaction t, Guid project) => t.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project", new { project });

    internal static Task<bool> IsVoidedAsync(Reader reader, Guid certificate) => reader.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM ended_certificates WHERE certificate_id = @certificate AND voided)", new { certificate });

    private static Task<bool> HasEndedAsync(Reader reader, Guid certificate) => reader.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM ended_certificates WHERE certificate_id = @certificate)", new { certificate });

    private static async Task EndAsync(Transaction t, Guid certificate, bool voided)
    {
        await t.ExecuteAsync(
            """
            INSERT INTO ended_certificates (certificate_id, voided, ended_at) VALUES (@certificate, @voided, @now)
            ON CONFLICT (certificate_id) DO UPDATE SET voided = excluded.voided
            """, new { certificate, voided, now = t.Now });
        await t.ExecuteAsync("DELETE FROM certificate_samples WHERE certificate_id = @certificate", new { certificate });
    }
}

/// <summary>The work of accepting under a certificate, or of giving back.</summary>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Images">About how many images are accepted.</param>
public sealed record CertifiedWork(Guid CertificateId, int Images);
