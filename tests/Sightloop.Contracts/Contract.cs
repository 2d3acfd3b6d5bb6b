using System.Text.Json;
using Sightloop.Contracts.Projects;
using Sightloop.Platform.Hosting;
using Sightloop.Testing;

namespace Sightloop.Contracts.Tests;

/// <summary>
/// What the contracts assembly declares, by reflection: messages (events, and questions with their answers), snapshot lines, and the parts they are made of. Other
/// test projects compile this file too, to drive every event through their service.
/// </summary>
internal static class Contract
{
    private static readonly IReadOnlyList<Type> All = [.. typeof(ProjectChanged).Assembly.GetExportedTypes().Where(type => !type.IsEnum)];

    /// <summary>What no other contract of its own kind is made of.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
        [.. All.Where(IsQuestion).Except(Parts(All.Where(IsQuestion))).Concat(All.Where(type => !IsQuestion(type)).Except(Parts(All.Where(type => !IsQuestion(type)))))];

    public static IReadOnlyList<Type> Events { get; } = [.. Messages.Where(type => !IsQuestion(type) && !type.Namespace!.EndsWith(".Snapshots", StringComparison.Ordinal))];

    /// <summary>The approved sample of a message.</summary>
    public static string SampleFile(Type message) => Path.Combine(DataSets.Repository(), "tests", "contracts", $"{message.Name}.json");

    public static object Sample(Type message) => JsonSerializer.Deserialize(File.ReadAllText(SampleFile(message)), message, Json.Options)!;

    private static bool IsQuestion(Type type) => type.Namespace!.EndsWith(".Questions", StringComparison.Ordinal);

    private static HashSet<Type> Parts(IEnumerable<Type> of) => [.. of.SelectMany(type =>
        type.GetProperties().SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType)).Where(part => part != type))];
}
