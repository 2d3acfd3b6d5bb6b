using Sightloop.Platform.Database;

namespace Sightloop.Audit;

/// <summary>The audit service's own database.</summary>
public sealed class AuditDatabase(DatabaseSetting setting) : ServiceDatabase(setting, AuditService.Name);
