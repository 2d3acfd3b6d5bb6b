using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sightloop.Platform.Hosting;

namespace Sightloop.Contracts.Tests;

public sealed class ContractTests
{
    public static TheoryData<string> Messages => [.. Contract.Messages.Select(type => type.FullName!)];

    public static TheoryData<string> Events => [.. Contract.Events.Select(type => type.FullName!)];

    [Fact]
    public void The_messages_that_everybody_knows_are_found()
    {
        Assert.Contains("LabelsSaved", Contract.Events.Select(type => type.Name));
        Assert.Contains("FindProject", Contract.Messages.Select(type => type.Name));
        Assert.DoesNotContain("LabelClass", Contract.Messages.Select(type => type.Name));
        Assert.True(Contract.Events.Count >= 18);
    }

    [Theory, MemberData(nameof(Messages))]
    public void A_message_is_a_sealed_record_that_never_changes(string name)
    {
        var type = Find(name);
        Assert.True(type.IsSealed, "sealed");
        Assert.Equal(typeof(object), type.BaseType);
        Assert.NotNull(type.GetMethod("<Clone>$"));
        Assert.All(type.GetProperties(), property => Assert.Contains(
            typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));
    }

    [Theory, MemberData(nameof(Events))]
    public void An_event_says_when_who_and_in_which_project(string name)
    {
        var type = Find(name);
        Assert.Equal(typeof(Guid), Required(type, "ProjectId"));
        Assert.Equal(typeof(string), Required(type, "Actor"));
        Assert.Equal(typeof(DateTimeOffset), Required(type, "OccurredAt"));
    }

    [Theory, MemberData(nameof(Messages))]
    public void A_message_reads_as_its_approved_sample(string name)
    {
        var type = Find(name);
        Assert.True(File.Exists(Contract.SampleFile(type)), $"Approve a sample of {type.Name}: write tests/contracts/{type.Name}.json with every property set.");
        var approved = JsonNode.Parse(File.ReadAllText(Contract.SampleFile(type)))!;

        var written = JsonSerializer.SerializeToNode(Contract.Sample(type), type, Json.Options)!;

        Assert.True(JsonNode.DeepEquals(approved, written), $"approved:\n{approved}\nwritten:\n{written}");
        Assert.Equal(type.GetProperties().Length, approved.AsObject().Count);
    }

    private static Type Required(Type type, string property)
    {
        var found = type.GetProperty(property);
        Assert.NotNull(found);
        Assert.NotNull(Attribute.GetCustomAttribute(found, typeof(RequiredMemberAttribute)));
        return found.PropertyType;
    }

    private static Type Find(string name) => Contract.Messages.Single(type => type.FullName == name);
}
