using Sightloop.Platform.Database;

namespace Sightloop.Labeling;

/// <summary>The labeling service's own database.</summary>
public sealed class LabelingDatabase(DatabaseSetting setting) : ServiceDatabase(setting, LabelingService.Name);
