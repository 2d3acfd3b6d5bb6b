using Sightloop.Platform.Database;

namespace Sightloop.Inference;

/// <summary>The inference service's own database.</summary>
public sealed class InferenceDatabase(DatabaseSetting setting) : ServiceDatabase(setting, InferenceService.Name);
