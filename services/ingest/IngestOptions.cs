namespace Sightloop.Ingest;

/// <summary>Section "Ingest": what a file, an archive and a clip may cost.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Largest image file, bytes.</summary>
    public long MaxFileBytes { get; set; } = 512L << 20;

    /// <summary>Largest image, width times height.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Largest archive or clip, bytes.</summary>
    public long MaxImportBytes { get; set; } = 4L << 30;

    /// <summary>Most entries of an archive.</summary>
    public int MaxArchiveEntries { get; set; } = 200_000;

    /// <summary>Most bytes an archive may unpack to.</summary>
    public long MaxUnpackedBytes { get; set; } = 64L << 30;

    /// <summary>Most bytes an archive's entry may unpack to for each packed byte; images are packed already.</summary>
    public double MaxCompressionRatio { get; set; } = 200;

    /// <summary>Neighbouring frames whose perceptual hashes differ in at most so many of 64 bits are the same picture.</summary>
    public int SimilarBits { get; set; } = 2;

    /// <summary>Widths of the two previews, pixels.</summary>
    public int SmallPreview { get; set; } = 320;

    /// <inheritdoc cref="SmallPreview"/>
    public int LargePreview { get; set; } = 1280;

    /// <summary>Images that are checked at once; 0 for one on each processor.</summary>
    public int ParallelChecks { get; set; }

    /// <summary>Temporary files; empty for "spool" beside the object store's folder.</summary>
    public string SpoolFolder { get; set; } = "";

    /// <summary>Bytes that nothing uses any more are freed after this.</summary>
    public TimeSpan FreeBytesAfter { get; set; } = TimeSpan.FromSeconds(10);
}
