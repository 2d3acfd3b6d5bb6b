namespace Sightloop.Demo.Api;

public sealed record Project(Guid Id, string Name, string Task);

public sealed record NewProject(string Name, string Task, IReadOnlyList<string> Labels);
