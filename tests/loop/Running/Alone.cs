namespace Sightloop.Loop.Tests.Running;

/// <summary>The collection of all tests here: each has the machine for itself, as two trainings at once would say nothing about either.</summary>
internal static class Alone
{
    public const string OnTheMachine = "alone on the machine";
}
