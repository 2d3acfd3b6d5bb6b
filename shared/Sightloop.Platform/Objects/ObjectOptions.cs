using System.ComponentModel.DataAnnotations;

namespace Sightloop.Platform.Objects;

/// <summary>Configuration section <c>Objects</c>: where images, models and checkpoints are kept.</summary>
public sealed class ObjectOptions : IValidatableObject
{
    public const string Section = "Objects";

    public ObjectStoreKind Kind { get; init; } = ObjectStoreKind.Folder;

    /// <summary>For <see cref="ObjectStoreKind.Folder"/>.</summary>
    public string Folder { get; init; } = "data/objects";

    /// <summary>For <see cref="ObjectStoreKind.S3"/>: host and port without a scheme, such as <c>localhost:9000</c>.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Made at start when absent.</summary>
    public string Bucket { get; init; } = "sightloop";

    public string AccessKey { get; init; } = "";

    public string SecretKey { get; init; } = "";

    /// <summary>Speak HTTPS to the endpoint.</summary>
    public bool Secure { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == ObjectStoreKind.Folder && string.IsNullOrWhiteSpace(Folder))
        {
            yield return new ValidationResult("Objects:Folder is empty: name a folder.");
        }

        if (Kind == ObjectStoreKind.S3 && (Endpoint.Length == 0 || Endpoint.Contains("://", StringComparison.Ordinal)))
        {
            yield return new ValidationResult("Objects:Endpoint must be host and port without a scheme, such as localhost:9000.");
        }

        if (Kind == ObjectStoreKind.S3 && (AccessKey.Length == 0 || SecretKey.Length == 0))
        {
            yield return new ValidationResult("Objects:AccessKey and Objects:SecretKey must be set for S3.");
        }
    }
}

public enum ObjectStoreKind
{
    Folder,
    S3,
}
