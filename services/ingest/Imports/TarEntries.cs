using System.Formats.Tar;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Imports;

/// <summary>The files of a tar archive, packed or not. It has no index, so it is read from its beginning to its end.</summary>
public sealed class TarEntries(Spool spool, IOptions<IngestOptions> options)
{
    /// <param name="tar">The unpacked archive.</param>
    /// <param name="progress">How much of the file was read, 0 to 1.</param>
    /// <param name="archive">Its name.</param>
    /// <param name="skip">Entries that are settled already.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="JobFailedException">Not even its first entry can be read.</exception>
    public async IAsyncEnumerable<ImportEntry> ReadAsync(
        Stream tar, Func<double> progress, string archive, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        for (long position = 0; ; position++)
        {
            var (entry, fault) = await NextAsync(reader, cancellation);
            if (fault is not null)
            {
                if (position == 0)
                {
                    throw new JobFailedException($"{archive} is a damaged archive ({fault}): pack or upload it again.");
                }

                yield return new ImportEntry(archive) { Reason = $"{archive} is damaged after its entry {position} ({fault}): the rest was left out.", Progress = 1 };
                yield break;
            }

            if (entry is null)
            {
                yield break;
            }

            if (position >= options.Value.MaxArchiveEntries)
            {
                yield return new ImportEntry(archive) { Reason = $"{archive} holds more than {options.Value.MaxArchiveEntries} entries: the rest was left out.", Progress = 1 };
                yield break;
            }

            if (position >= skip)
            {
                yield return await ReadAsync(entry, cancellation) with { Progress = progress() };
            }
        }
    }

    private static async Task<(TarEntry? Entry, string? Fault)> NextAsync(TarReader reader, CancellationToken cancellation)
    {
        try
        {
            return (await reader.GetNextEntryAsync(copyData: false, cancellation), null);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            return (null, e.Message);
        }
    }

    private async Task<ImportEntry> ReadAsync(TarEntry entry, CancellationToken cancellation)
    {
        var name = entry.Name;
        if (ArchiveNames.Refusal(name) is { } refusal)
        {
            return new ImportEntry(name) { Reason = refusal };
        }

        if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes || ArchiveNames.IsClutter(name))
        {
            return new ImportEntry(name);
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
        {
            return new ImportEntry(name) { Reason = $"{name} is a link or a device: pack the file itself." };
        }

        try
        {
            return new ImportEntry(name)
            {
                File = await spool.ReadAsync(entry.DataStream ?? Stream.Null, options.Value.MaxFileBytes, cancellation, toTheEnd: false),
            };
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return new ImportEntry(name) { Reason = $"{name} is damaged in the archive ({e.Message}): pack it again." };
        }
    }
}
