using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sightloop.Ingest.Tests;

/// <summary>Real photographs and clips, and files that are broken in ways that happen.</summary>
public static class Samples
{
    public static string Datasets
    {
        get
        {
            if (Environment.GetEnvironmentVariable("SIGHTLOOP_DATASETS") is { Length: > 0 } set)
            {
                return set;
            }

            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Microservices.sln")))
            {
                root = root.Parent;
            }

            return Path.Combine(root?.Parent?.FullName ?? "/", "shared", "datasets");
        }
    }

    public static byte[] Raccoon(int number) => Read($"raccoon/images/raccoon-{number}.jpg");

    public static byte[] Clip(string name) => Read($"clips/{name}");

    /// <summary>A 24-bit bitmap of one colour that changes with the seed, so that every seed is another image.</summary>
    public static byte[] Bitmap(int seed, int width = 40, int height = 30)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var bytes = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(28), 24);
        new Random(seed).NextBytes(bytes.AsSpan(54));
        return bytes;
    }

    /// <summary>A header that promises 50,000 x 50,000 pixels.</summary>
    public static byte[] PngBomb()
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, 50_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 50_000);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR", header);
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(new byte[1 << 20]);
        }

        Chunk(png, "IDAT", pixels.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return file.ToArray();
    }

    private static byte[] Read(string name)
    {
        var path = Path.Combine(Datasets, name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not in the data sets (SIGHTLOOP_DATASETS)");
        return File.ReadAllBytes(path);
    }

    private static void Chunk(Stream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
