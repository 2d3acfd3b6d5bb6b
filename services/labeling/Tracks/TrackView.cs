using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;

namespace Sightloop.Labeling.Tracks;

/// <summary>A track as the API shows it.</summary>
public sealed record TrackView
{
    /// <summary>Id of its first box: it holds while that box and its place in the track hold.</summary>
    public required Guid Id { get; init; }
    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }
    public required Guid LabelId { get; init; }
    public required double FromSeconds { get; init; }
    public required double ToSeconds { get; init; }
    /// <summary>Places that nobody has decided.</summary>
    public required int Open { get; init; }
    public required IReadOnlyList<TrackPlaceView> Places { get; init; }

    internal static TrackView Of(Track track, Clip clip, Project project)
    {
        var places = track.Places.Select(place => TrackPlaceView.Of(place, clip)).ToList();
        return new()
        {
            Id = track.Id, LabelId = track.LabelId, Label = project.Labels.FirstOrDefault(label => label.Id == track.LabelId)?.Name ?? "",
            FromSeconds = places[0].Seconds, ToSeconds = places[^1].Seconds, Open = places.Count(place => !place.Decided), Places = places,
        };
    }
}

/// <summary>Where a track is in a frame.</summary>
public sealed record TrackPlaceView
{
    public required Guid ImageId { get; init; }
    public required double Seconds { get; init; }
    public required BoxRecord Box { get; init; }
    /// <summary>The box there; null where the track was carried on the straight line between two of its boxes.</summary>
    public Guid? BoxId { get; init; }
    /// <summary>human, model or carried.</summary>
    public required string Origin { get; init; }
    public double? Score { get; init; }
    /// <summary>The frame is labelled, the box has a verdict, or a person put it on a frame that they have only begun.</summary>
    public required bool Decided { get; init; }

    internal static TrackPlaceView Of((ImageRow Frame, Vision.Boxes.Box Box, Guid? BoxId) place, Clip clip)
    {
        var box = place.BoxId is { } id ? clip.Boxes[id] : null;
        return new()
        {
            ImageId = place.Frame.Id, Seconds = place.Frame.ClipSeconds!.Value, BoxId = box?.Id, Origin = box?.Origin ?? "carried", Score = box?.Score,
            Box = new BoxRecord(place.Box.X, place.Box.Y, place.Box.Width, place.Box.Height), Decided = place.Frame.State == ImageRow.Labeled || box?.Verdict is not null || (place.Frame.Begun && box?.Origin == StoredAnnotation.Human),
        };
    }
}

/// <summary>Body of POST …/correct: once for all frames of the track.</summary>
public sealed record TrackCorrection
{
    /// <summary>Name or id of the class it really is.</summary>
    public string? Label { get; init; }

    /// <summary>Key frames: where the thing really is. Between two of them every frame's box is put on the straight line.</summary>
    public IReadOnlyList<KeyFrame>? Boxes { get; init; }
}

/// <summary>A person's box on one frame.</summary>
public sealed record KeyFrame(Guid ImageId, BoxRecord Box);

/// <summary>Body of POST …/split.</summary>
public sealed record TrackSplit
{
    /// <summary>The frame whose box begins the second part.</summary>
    public Guid? ImageId { get; init; }
}

/// <summary>What was done, and what became of each image.</summary>
/// <param name="ActId">For undo.</param>
/// <param name="Items">In the order of time.</param>
public sealed record TrackActView(Guid ActId, IReadOnlyList<TrackImageResult> Items);

/// <summary>What became of one image.</summary>
/// <param name="ImageId">Image.</param>
/// <param name="Ok">False when it was not taken, for the reason in <paramref name="Error"/>.</param>
/// <param name="State">The image's state now.</param>
/// <param name="Revision">Its revision now.</param>
/// <param name="Error">What a person can do about it.</param>
public sealed record TrackImageResult(Guid ImageId, bool Ok, string? State = null, int? Revision = null, string? Error = null);
