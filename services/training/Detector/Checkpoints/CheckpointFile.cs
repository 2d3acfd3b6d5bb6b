using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sightloop.Training.Detector.Checkpoints;

/// <summary>
/// A checkpoint on disk: a magic number, the state as JSON, the tensors as raw floats in the optimiser's order, a checksum. It is
/// written beside the old one, flushed, and renamed over it, so that at every moment one whole checkpoint exists.
/// </summary>
public static partial class CheckpointFile
{
    private const ulong Magic = 0x31504B43_4C544753; // "SGTLCKP1"

    /// <summary>Writes and flushes to disk.</summary>
    public static void Write(string path, TrainingState state, IReadOnlyList<float[]> tensors)
    {
        var unfinished = path + ".new";
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Put(ReadOnlySpan<byte> bytes)
            {
                checksum.AppendData(bytes);
                stream.Write(bytes);
            }
            var header = JsonSerializer.SerializeToUtf8Bytes(state);
            Put(BitConverter.GetBytes(Magic));
            Put(BitConverter.GetBytes(header.Length));
            Put(header);
            Put(BitConverter.GetBytes(tensors.Count));
            foreach (var tensor in tensors)
            {
                Put(BitConverter.GetBytes(tensor.Length));
                Put(MemoryMarshal.AsBytes<float>(tensor));
            }
            stream.Write(checksum.GetHashAndReset());
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a checkpoint; null when there is none, or it is damaged or of another shape.</summary>
    public static (TrainingState State, IReadOnlyList<float[]> Tensors)? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        const int HashLength = SHA256.HashSizeInBytes;
        if (bytes.Length < HashLength + 16
            || BitConverter.ToUInt64(bytes) != Magic
            || !SHA256.HashData(bytes.AsSpan(..^HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(^HashLength..)))
        {
            return null;
        }
        var at = sizeof(ulong);
        int Length()
        {
            at += sizeof(int);
            return BitConverter.ToInt32(bytes, at - sizeof(int));
        }
        var headerLength = Length();
        var state = JsonSerializer.Deserialize<TrainingState>(bytes.AsSpan(at, headerLength));
        at += headerLength;
        var tensors = new float[Length()][];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new float[Length()];
            Buffer.BlockCopy(bytes, at, tensors[i], 0, tensors[i].Length * sizeof(float));
            at += tensors[i].Length * sizeof(float);
        }
        return state is null ? null : (state, tensors);
    }

    /// <summary>A rename is on disk only when its folder is.</summary>
    private static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            _ = Flush(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
