using Sightloop.Platform.Database;

namespace Sightloop.Gateway;

/// <summary>The gateway's own database: people, their sessions and keys.</summary>
public sealed class GatewayDatabase(DatabaseSetting setting) : ServiceDatabase(setting, GatewayService.Name);
