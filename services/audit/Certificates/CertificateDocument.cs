using Sightloop.Audit.Statistics;
using Sightloop.Platform.Hosting;

namespace Sightloop.Audit.Certificates;

/// <summary>A certificate as it is kept and exported: all that a stranger needs to draw the sample, compare the boxes and compute the bounds again.</summary>
public sealed record CertificateDocument
{
    public const string Version1 = "sightloop-certificate/1";

    private const string Methods =
        "Order: SHA-256 of 'seed/imageId'. An image is wrong when a proposed or saved box has no same-class partner at IoU >= 0.5. Wrong images: prior-posterior-ratio "
        + "confidence sequence for sampling without replacement, mixture Beta(0.5, 2.5/maxWrong), valid at every look (Waudby-Smith and Ramdas 2020). Bands: fixed sequence. Wrong boxes: betting "
        + "without replacement on the share of wrong boxes per image (Waudby-Smith and Ramdas 2023). Each statement holds with the confidence by itself.";

    public required string Format { get; init; }
    public required Guid CertificateId { get; init; }
    public required Guid ProjectId { get; init; }
    public required double MaxWrong { get; init; }
    public required double Confidence { get; init; }
    public required Guid AutolabelId { get; init; }
    public required Guid ModelId { get; init; }
    public required int ModelNumber { get; init; }
    public required Guid SnapshotId { get; init; }
    public required string Seed { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string IssuedBy { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required string Method { get; init; }
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>Every band that was tested, in the fixed order; each holds up to the certified one.</summary>
    public required IReadOnlyList<CertifiedBand> Bands { get; init; }

    /// <summary>The band that the certificate speaks of.</summary>
    public required CertifiedBand Certified { get; init; }

    /// <summary>With the same confidence: the mean share of wrong boxes per image of the certified band is at most this.</summary>
    public required double AtMostWrongBoxes { get; init; }

    /// <summary>Images of the certified band that were accepted unseen.</summary>
    public required int Accepted { get; init; }

    /// <summary>The whole frozen population, in the random order.</summary>
    public required IReadOnlyList<CertifiedMember> Population { get; init; }

    /// <summary>Every image that a person checked.</summary>
    public required IReadOnlyList<CertifiedCheck> Checks { get; init; }

    internal static CertificateDocument Of(Promise promise, Standing standing, BandStanding certified, double boxes, IReadOnlyList<FrozenImage> images)
    {
        var isChecked = images.Where(image => image.Checked).ToList();
        return new()
        {
            Format = Version1, CertificateId = promise.Id, ProjectId = promise.ProjectId, MaxWrong = promise.MaxWrong, Confidence = promise.Confidence,
            AutolabelId = promise.AutolabelId, ModelId = promise.ModelId, ModelNumber = promise.ModelNumber, SnapshotId = promise.SnapshotId, Seed = promise.Seed,
            AskedBy = promise.AskedBy, AskedAt = promise.AskedAt, IssuedBy = promise.EndedBy!, IssuedAt = promise.IssuedAt!.Value, Method = Methods,
            People = [.. isChecked.Select(image => image.Person!).Distinct().Order(StringComparer.Ordinal)],
            Bands = [.. standing.Bands.Select(CertifiedBand.Of)], Certified = CertifiedBand.Of(certified), AtMostWrongBoxes = boxes,
            Accepted = images.Count(image => !image.Checked && image.Score >= certified.Band.ScoreFrom),
            Population = [.. images.Select(image => new CertifiedMember(image.ImageId, image.ProposalId, image.Score))],
            Checks =
            [
                .. isChecked.Select(image => new CertifiedCheck
                {
                    ImageId = image.ImageId, Place = image.Place, Person = image.Person!, At = image.DecidedAt!.Value, Proposed = image.ReadProposed(),
                    Saved = image.Saved is null ? null : Json.Read<List<ComparedBox>>(image.Saved), Wrong = image.Wrong!.Value, Boxes = image.Boxes!.Value,
                    WrongBoxes = image.WrongBoxes!.Value,
                }),
            ],
        };
    }
}

/// <summary>A tested band and what the checks say of it.</summary>
public sealed record CertifiedBand(double ScoreFrom, int Images, int Allowed, int Checked, int Wrong, int AtMostWrong)
{
    internal static CertifiedBand Of(BandStanding band) =>
        new(band.Band.ScoreFrom, band.Band.Images, band.Allowed, band.Checked, band.Wrong, band.AtMostWrong);
}

/// <summary>An image of the population.</summary>
public sealed record CertifiedMember(Guid ImageId, Guid ProposalId, double Score);

/// <summary>A checked image. Saved is null where the person rejected the proposal, or did not look at the whole picture: it counts as wrong.</summary>
public sealed record CertifiedCheck
{
    public required Guid ImageId { get; init; }
    public required int Place { get; init; }
    public required string Person { get; init; }
    public required DateTimeOffset At { get; init; }
    public required IReadOnlyList<ComparedBox> Proposed { get; init; }
    public IReadOnlyList<ComparedBox>? Saved { get; init; }
    public required bool Wrong { get; init; }
    public required int Boxes { get; init; }
    public required int WrongBoxes { get; init; }
}
