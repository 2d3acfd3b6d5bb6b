using System.Text.Json.Serialization;
using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Wall;

/// <summary>A box on the wall.</summary>
public sealed record WallBox
{
    public required Guid Id { get; init; }
    public required Guid ImageId { get; init; }
    public required string ImageName { get; init; }
    /// <summary>Pixels of the upright image.</summary>
    public required int ImageWidth { get; init; }
    public required int ImageHeight { get; init; }
    /// <summary>auto or labeled.</summary>
    public required string ImageState { get; init; }
    public required string Label { get; init; }
    public required Guid LabelId { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required BoxRecord? Box { get; init; }
    /// <summary>human or model.</summary>
    public required string Origin { get; init; }
    public double? Score { get; init; }
    /// <summary>Bits of uncertainty by the model's score.</summary>
    public required double Doubt { get; init; }
    /// <summary>The crop: the box and a quarter of its size around it.</summary>
    public required string Crop { get; init; }
}

/// <summary>Boxes of one class: waiting for a verdict, with one, and near misses that a model did not dare to show.</summary>
public sealed record WallCount
{
    public Guid LabelId { get; init; }
    public int Open { get; init; }
    /// <summary>Of the open ones, those that a model proposes and nobody has decided.</summary>
    public int Suggested { get; init; }
    public int Judged { get; init; }
    public int NearMisses { get; init; }
}

/// <summary>A row of the wall's query.</summary>
internal sealed record WallRow
{
    public Guid Id { get; init; }
    public Guid ImageId { get; init; }
    public string Name { get; init; } = "";
    public int ImageWidth { get; init; }
    public int ImageHeight { get; init; }
    public string State { get; init; } = "";
    public string Label { get; init; } = "";
    public Guid LabelId { get; init; }
    public double? X { get; init; }
    public double? Y { get; init; }
    public double? Width { get; init; }
    public double? Height { get; init; }
    public string Origin { get; init; } = "";
    public double? Score { get; init; }
    public double Doubt { get; init; }
    public string ObjectKey { get; init; } = "";

    /// <summary>What the page is sorted by, as a number or as text.</summary>
    public double? Place { get; init; }
    public string? Dice { get; init; }

    public BoxRecord? Box => X is null ? null : new BoxRecord((float)X, (float)Y!, (float)Width!, (float)Height!);

    public WallBox ToView(Guid project) => new()
    {
        Id = Id, ImageId = ImageId, ImageName = Name, ImageWidth = ImageWidth, ImageHeight = ImageHeight, ImageState = State, Label = Label, LabelId = LabelId,
        Origin = Origin, Score = Score, Doubt = Doubt,
        Box = Box, Crop = $"/api/v1/projects/{project}/boxes/{Id}/crop",
    };
}
