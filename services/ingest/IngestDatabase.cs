using Sightloop.Platform.Database;

namespace Sightloop.Ingest;

/// <summary>The ingest service's own database.</summary>
public sealed class IngestDatabase(DatabaseSetting setting) : ServiceDatabase(setting, IngestService.Name);
