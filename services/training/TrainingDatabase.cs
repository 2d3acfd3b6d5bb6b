using Sightloop.Platform.Database;

namespace Sightloop.Training;

/// <summary>The training service's own database.</summary>
public sealed class TrainingDatabase(DatabaseSetting setting) : ServiceDatabase(setting, TrainingService.Name);
