using Sightloop.Audit.Certificates;
using Sightloop.Audit.Trail;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit;

/// <summary>The face of the audit service: it hears every event, shows the trail, and promises what samples of suggestions can promise.</summary>
public static class AuditService
{
    public const string Name = "audit";

    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        var service = builder.AddService<AuditDatabase>(Name);
        foreach (var rule in TrailEntries.All)
        {
            rule.Register(service);
        }

        service.Services.AddSingleton<PromiseDrawing>().AddSingleton<Drawings>();
        service.Hears<ReviewDecided, SampleChecks>().Hears<LabelsSaved, SampleChecks>();
        service.Hears<ImagesAutoLabeled, PromiseEnds>().Hears<AutoLabelUndone, PromiseEnds>().Hears<ImagesDeleted, PromiseEnds>()
            .Hears<ModelPromoted, PromiseEnds>().Hears<ProjectDeleted, PromiseEnds>();
        service.Answers<ListCertified, CertifiedListed, CertifiedImages>();
    }

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        TrailEndpoints.Map(routes);
        CertificateEndpoints.Map(routes);
    }
}
