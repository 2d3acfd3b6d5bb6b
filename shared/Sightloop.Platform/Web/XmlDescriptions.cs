using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sightloop.Platform.Web;

/// <summary>
/// Describes the API's types and members by the comments of their code, from the XML files that the compiler leaves beside the binaries: the same
/// whichever process an endpoint runs in.
/// </summary>
public sealed class XmlDescriptions : IOpenApiSchemaTransformer
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> files = new();

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { AttributeProvider: MemberInfo member })
        {
            // What stands in the components already is only referred to here: the description goes beside the reference.
            if (OfMember(member) is { } text)
            {
                if (schema.Metadata?.ContainsKey("x-schema-id") == true)
                {
                    schema.Metadata["x-ref-description"] = text;
                }
                else
                {
                    schema.Description = text;
                }
            }
        }
        else if (context.ParameterDescription is null && Summary(Find(context.JsonTypeInfo.Type)) is { } text)
        {
            schema.Description = text;
        }

        return Task.CompletedTask;
    }

    private string? OfMember(MemberInfo member)
    {
        var type = member.DeclaringType!;
        var own = Members(type.Assembly).GetValueOrDefault($"P:{NameOf(type)}.{member.Name}");
        var parameter = Find(type)?.Elements("param").FirstOrDefault(one => (string?)one.Attribute("name") == member.Name);
        return Summary(own) ?? Text(parameter);
    }

    private XElement? Find(Type type) => Members(type.Assembly).GetValueOrDefault($"T:{NameOf(type)}");

    private Dictionary<string, XElement> Members(Assembly assembly) => files.GetOrAdd(assembly, static one =>
        one.GetName().Name is { } name && name.StartsWith("Sightloop.", StringComparison.Ordinal) && Path.Combine(AppContext.BaseDirectory, $"{name}.xml") is var path && File.Exists(path)
            ? XDocument.Load(path).Descendants("member").DistinctBy(member => (string)member.Attribute("name")!).ToDictionary(member => (string)member.Attribute("name")!)
            : []);

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Summary(XElement? member) => Text(member?.Element("summary"));

    /// <summary>Plain words: references by their last name, white space as one blank.</summary>
    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var words = string.Concat(element.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1].Split('(')[0],
            _ => "",
        }));
        return string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } said ? said : null;
    }
}
