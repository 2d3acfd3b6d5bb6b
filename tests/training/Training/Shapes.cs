using System.Buffers.Binary;
using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Tests.Training;

/// <summary>Generated photographs of red and blue blocks on a noisy ground: quick to learn, impossible to guess.</summary>
/// <param name="seed">Of where they lie.</param>
/// <param name="side">Pixels.</param>
/// <param name="standing">Each block is of both colours; the one on top is its class.</param>
internal sealed class Shapes(int seed, int side = 160, bool standing = false)
{
    public static readonly Guid Red = new("01900000-0000-7000-8000-00000000000a");
    public static readonly Guid Blue = new("01900000-0000-7000-8000-00000000000b");
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Random _random = new(seed);

    public Task<byte[]> ReadAsync(TrainingSample sample, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_files[sample.ObjectKey]);
    }

    public List<TrainingSample> Detection(int count, int validation = 0) =>
        [.. Enumerable.Range(0, count).Select(index => Draw(_random.Next(1, 4), index < validation, classified: false))];

    public List<TrainingSample> Classification(int count, int validation) =>
        [.. Enumerable.Range(0, count).Select(index => Draw(1, index < validation, classified: true))];

    private TrainingSample Draw(int blocks, bool validation, bool classified)
    {
        var pixels = new byte[side * side * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(90 + _random.Next(60));
        }
        var boxes = new List<LabelledBox>();
        while (boxes.Count < blocks)
        {
            var (width, height) = (_random.Next(20, 50), _random.Next(20, 50));
            var box = new Box(_random.Next(side - width), _random.Next(side - height), width, height);
            if (boxes.TrueForAll(other => other.Box.IntersectionArea(box) <= 0))
            {
                var red = _random.Next(2) == 0;
                boxes.Add(new(red ? Red : Blue, box));
                Fill(pixels, box, red);
            }
        }
        var key = $"shapes-{_files.Count}.bmp";
        _files.Add(key, Bitmap(pixels));
        return new(Guid.CreateVersion7(), key, side, side, classified ? [] : boxes, classified ? boxes[0].ClassId : null, validation);
    }

    private void Fill(byte[] pixels, Box box, bool red)
    {
        for (var y = (int)box.Y; y < box.Bottom; y++)
        {
            for (var x = (int)box.X; x < box.Right; x++)
            {
                var at = ((y * side) + x) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = red != (standing && y > box.Y + (box.Height / 2)) ? ((byte)220, (byte)30, (byte)40) : ((byte)30, (byte)50, (byte)220);
            }
        }
    }

    /// <summary>An uncompressed 24-bit bitmap; the side is a multiple of 4, so rows need no filling.</summary>
    private byte[] Bitmap(byte[] rgb)
    {
        const int Header = 54;
        var file = new byte[Header + rgb.Length];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), Header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), side);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), -side);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(34), rgb.Length);
        for (var i = 0; i < rgb.Length; i += 3)
        {
            (file[Header + i], file[Header + i + 1], file[Header + i + 2]) = (rgb[i + 2], rgb[i + 1], rgb[i]);
        }
        return file;
    }
}
