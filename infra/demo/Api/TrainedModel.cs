using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sightloop.Demo.Api;

/// <summary>A model as the list shows it.</summary>
public sealed record TrainedModel(Guid Id)
{
    /// <summary>Everything else the list says of it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Rest { get; init; } = [];

    /// <summary>
    /// One of the server's own metrics by name, whatever its capitals and however deep it stands; lists, such as the figures per class,
    /// are not searched. Null when it was not measured.
    /// </summary>
    public double? Metric(string name)
    {
        var level = Rest.ToList();
        while (level.Count > 0)
        {
            foreach (var (key, value) in level)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase) && value.ValueKind == JsonValueKind.Number)
                {
                    return value.GetDouble();
                }
            }
            level = [.. level.Where(pair => pair.Value.ValueKind == JsonValueKind.Object)
                .SelectMany(pair => pair.Value.EnumerateObject())
                .Select(property => KeyValuePair.Create(property.Name, property.Value))];
        }
        return null;
    }
}
