using System.Buffers.Binary;
using System.Text;

namespace Sightloop.Training.Detector.Native;

/// <summary>
/// Makes one symbol version of a 64-bit little-endian ELF library optional, so that it loads where the C++ runtime is
/// older than the compiler was.
/// </summary>
/// <remarks>
/// GCC 13 lets every user of iostream ask for <c>std::ios_base_library_init()@GLIBCXX_3.4.32</c>. Nothing ever calls it: it
/// only makes the loader refuse an older libstdc++. The version need becomes weak (VER_FLG_WEAK, which the loader
/// passes over) and so does the undefined symbol. See "Symbol Versioning" in the Linux Standard Base core specification.
/// </remarks>
public static class VersionRelaxer
{
    private const string Needless = "_ZSt21ios_base_library_initv";
    private const ushort WeakNeed = 0x2;
    private const int SymbolSize = 24;
    private const byte WeakBinding = 2;

    /// <summary>A copy of <paramref name="library"/> in which <paramref name="version"/> is optional.</summary>
    /// <exception cref="BadImageFormatException">It is no such library, lacks that need, or another symbol really needs it.</exception>
    public static byte[] Relax(ReadOnlySpan<byte> library, string version)
    {
        var image = library.ToArray();
        if (image.Length < 64 || !image.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new BadImageFormatException("Not a 64-bit little-endian ELF library.");
        }

        var sections = Sections(image);
        var names = sections[".dynstr"].Offset;
        var need = FindNeed(image, sections[".gnu.version_r"].Offset, names, version);
        var index = Read16(image, need + 6);
        var (symbols, size) = sections[".dynsym"];
        var versions = sections[".gnu.version"].Offset;
        for (var i = 0; i < size / SymbolSize; i++)
        {
            if ((Read16(image, versions + (2 * i)) & 0x7fff) != index)
            {
                continue;
            }

            var symbol = symbols + (i * SymbolSize);
            var name = Text(image, names + (int)Read32(image, symbol));
            if (name != Needless)
            {
                throw new BadImageFormatException($"{name} needs {version}: this library cannot run on the system's libstdc++.");
            }

            image[symbol + 4] = (byte)((WeakBinding << 4) | (image[symbol + 4] & 0xf));
        }

        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(need + 4), (ushort)(Read16(image, need + 4) | WeakNeed));
        return image;
    }

    private static Dictionary<string, (int Offset, int Size)> Sections(byte[] image)
    {
        var table = (int)Read64(image, 0x28);
        var (entry, count, nameSection) = (Read16(image, 0x3a), Read16(image, 0x3c), Read16(image, 0x3e));
        var names = (int)Read64(image, table + (nameSection * entry) + 0x18);
        var sections = new Dictionary<string, (int Offset, int Size)>();
        for (var i = 0; i < count; i++)
        {
            var header = table + (i * entry);
            sections[Text(image, names + (int)Read32(image, header))] =
                ((int)Read64(image, header + 0x18), (int)Read64(image, header + 0x20));
        }

        return sections;
    }

    /// <summary>Walks the needed files (Verneed) and their versions (Vernaux) to the entry of that name.</summary>
    private static int FindNeed(byte[] image, int file, int names, string version)
    {
        while (true)
        {
            var entry = file + (int)Read32(image, file + 8);
            for (var left = Read16(image, file + 2); left > 0; left--)
            {
                if (Text(image, names + (int)Read32(image, entry + 8)) == version)
                {
                    return entry;
                }

                entry += (int)Read32(image, entry + 12);
            }

            var next = (int)Read32(image, file + 12);
            file = next != 0 ? file + next : throw new BadImageFormatException($"The library does not need {version}.");
        }
    }

    private static string Text(byte[] image, int at)
    {
        var rest = image.AsSpan(at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static ushort Read16(byte[] image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(at));

    private static uint Read32(byte[] image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(at));

    private static ulong Read64(byte[] image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at));
}
