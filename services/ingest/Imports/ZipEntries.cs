using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Imports;

/// <summary>The files of a zip archive.</summary>
public sealed class ZipEntries(Spool spool, IOptions<IngestOptions> options)
{
    // Below this nobody is harmed, and plain pictures do pack well.
    private const long HarmlessBytes = 32 << 20;

    /// <exception cref="JobFailedException">It cannot be read as a zip archive, or holds too many entries.</exception>
    public async IAsyncEnumerable<ImportEntry> ReadAsync(Stream file, string archive, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ZipArchive zip;
        try
        {
            zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new JobFailedException($"{archive} is a damaged zip archive ({e.Message}): pack or upload it again.");
        }

        await using var _ = zip;
        var entries = zip.Entries;
        if (entries.Count > options.Value.MaxArchiveEntries)
        {
            throw new JobFailedException($"{archive} holds {entries.Count} entries, more than the {options.Value.MaxArchiveEntries} that one archive may have: split it.");
        }

        var unpacked = 0L;
        for (var i = 0; i < entries.Count; i++)
        {
            unpacked += entries[i].Length;
            if (i < skip)
            {
                continue;
            }

            if (unpacked > options.Value.MaxUnpackedBytes)
            {
                yield return new ImportEntry(archive)
                {
                    Reason = $"{archive} unpacks to more than {options.Value.MaxUnpackedBytes / 1e9:0.#} GB: its last {entries.Count - i} entries were left out.", Progress = 1,
                };
                yield break;
            }

            yield return await ReadAsync(entries[i], cancellation) with { Progress = (i + 1.0) / entries.Count };
        }
    }

    private async Task<ImportEntry> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        var name = entry.FullName;
        if (ArchiveNames.Refusal(name) is { } refusal)
        {
            return new ImportEntry(name) { Reason = refusal };
        }

        if (name.EndsWith('/') || ArchiveNames.IsClutter(name))
        {
            return new ImportEntry(name);
        }

        if (entry.IsEncrypted)
        {
            return new ImportEntry(name) { Reason = $"{name} is encrypted: pack it without a password." };
        }

        if (entry.Length > HarmlessBytes && entry.Length > entry.CompressedLength * options.Value.MaxCompressionRatio)
        {
            return new ImportEntry(name)
            {
                Reason = $"{name} would unpack from {entry.CompressedLength / 1e6:0.#} MB to {entry.Length / 1e6:0} MB: that is a zip bomb, not an image.",
            };
        }

        try
        {
            await using var content = await entry.OpenAsync(cancellation);
            return new ImportEntry(name) { File = await spool.ReadAsync(content, options.Value.MaxFileBytes, cancellation, toTheEnd: false) };
        }
        catch (InvalidDataException)
        {
            return new ImportEntry(name) { Reason = $"{name} is damaged in the archive: pack it again." };
        }
    }
}
