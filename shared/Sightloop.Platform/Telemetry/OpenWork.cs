using Sightloop.Platform.Database;

namespace Sightloop.Platform.Telemetry;

/// <summary>A kind of work that waits in a service's database.</summary>
/// <param name="Kind">As the metrics name it.</param>
/// <param name="Sql">Counts what waits; null for a kind of job.</param>
internal sealed record OpenWork<TDatabase>(string Kind, string? Sql) where TDatabase : ServiceDatabase;
