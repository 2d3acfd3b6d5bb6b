using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sightloop.Gateway.Reference;

/// <summary>Completes what the endpoints say of themselves: summaries, bodies that are no JSON, the common headers, and how errors look.</summary>
internal sealed partial class PublicDocument(IServiceProvider services) : IOpenApiDocumentTransformer
{
    private const string Problem = "Problem";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (services.GetService<ServiceDocuments>() is { } others)
        {
            await others.AddToAsync(document, cancellationToken);
        }

        document.Info = new OpenApiInfo
        {
            Title = "Sightloop", Version = "1",
            Description = "Label a few images, train, let the model label the rest, check it, train again, predict. Boxes are pixels of the upright image, "
                + "`{x, y, width, height}` from the top left corner. Errors are problem+json; their `title` says what to do. Lists are `{items, nextCursor}`.",
        };
        document.AddComponent(Problem, ProblemSchema());
        document.AddComponent("apiKey", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, where there are accounts. The studio signs in with a cookie.",
        });
        AddHealth(document, "/health/live", "The process answers.");
        AddHealth(document, "/health/ready", "200 once everything is warm, 503 before.");
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Complete(document, operation, PublicCalls.Find(method, PathParameter().Replace(path, "{}")), method);
            }
        }
    }

    private static void Complete(OpenApiDocument document, OpenApiOperation operation, PublicCall? call, HttpMethod method)
    {
        // How processes share a path between them is nothing that a caller must keep to.
        foreach (var schema in (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Schema).OfType<OpenApiSchema>())
        {
            schema.Pattern = null;
        }

        operation.Summary ??= call?.Summary;
        if (call?.Body is { } body)
        {
            operation.RequestBody = body.Describe();
        }

        foreach (var header in call?.Headers ?? [])
        {
            AddHeader(operation, header, header == "If-Match" ? "The ETag of what is replaced." : null, isRequired: true);
        }

        if (method == HttpMethod.Post && call is not { Changes: false })
        {
            AddHeader(operation, "Idempotency-Key", "Makes repeating this request harmless for 24 hours: it gets the first answer again.", isRequired: false);
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused or failed; the title says what to do.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) },
            },
        };
    }

    private static void AddHealth(OpenApiDocument document, string path, string summary) => document.Paths[path] = new OpenApiPathItem
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation>
        {
            [HttpMethod.Get] = new()
            {
                Summary = summary, Tags = new HashSet<OpenApiTagReference> { new("health", document) },
                Responses = new OpenApiResponses { ["200"] = new OpenApiResponse { Description = "Healthy" } },
            },
        },
    };

    private static void AddHeader(OpenApiOperation operation, string name, string? description, bool isRequired)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.All(parameter => parameter.Name != name))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Header, Description = description, Required = isRequired, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "problem+json (RFC 9457).",
        Required = new HashSet<string> { "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong and what to do." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["requestId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "As in X-Request-Id: the logs name it." },
        },
    };

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PathParameter();
}
