using Sightloop.Audit.Trail;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit;

/// <summary>The face of the audit service: it hears every event and shows the trail.</summary>
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
    }

    public static void MapAudit(this IEndpointRouteBuilder routes) => TrailEndpoints.Map(routes);
}
