namespace Sightloop.Contracts.Questions;

/// <summary>Asked of audit: the images that an issued certificate accepts unseen, by place in its random order.</summary>
public sealed record ListCertified(Guid CertificateId, int AfterPlace, int Limit);

/// <summary>The page; the last one has fewer images than asked for.</summary>
public sealed record CertifiedListed(IReadOnlyList<CertifiedImage> Images);

/// <summary>An image, its proposal, and which boxes of it are accepted: those that were frozen, whatever is shown now.</summary>
public sealed record CertifiedImage(Guid ImageId, Guid ProposalId, int Place, IReadOnlyList<Guid> BoxIds);
