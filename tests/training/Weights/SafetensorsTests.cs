using System.Text;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Weights;

public sealed class SafetensorsTests
{
    public SafetensorsTests() => TorchRuntime.Initialize();

    [Fact]
    public void Tensors_of_any_layout_and_type_come_back_as_they_were()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["layer.weight"] = arange(24, dtype: ScalarType.Float32).reshape(2, 3, 4).permute(2, 0, 1),
            ["half"] = tensor([1.5f, -2f]).to(ScalarType.BFloat16),
            ["steps"] = tensor(long.MaxValue),
            ["mask"] = tensor([true, false]),
        };
        using var file = new MemoryStream();

        Safetensors.Write(file, tensors, new Dictionary<string, string> { ["epoch"] = "3" });
        file.Position = 0;
        var (read, metadata) = Safetensors.Read(file);

        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        Assert.All(read, entry => Assert.True(entry.Value.Equals(tensors[entry.Key]), entry.Key));
        Assert.All(read, entry => Assert.Equal(tensors[entry.Key].shape, entry.Value.shape));
        Assert.Equal("3", metadata["epoch"]);
    }

    [Fact]
    public void The_file_has_the_published_layout()
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();

        Safetensors.Write(file, new Dictionary<string, Tensor> { ["a"] = tensor([1f, 2f]) });

        var bytes = file.ToArray();
        var length = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", Encoding.UTF8.GetString(bytes, 8, length).TrimEnd());
        Assert.Equal([1f, 2f], new[] { BitConverter.ToSingle(bytes, 8 + length), BitConverter.ToSingle(bytes, 12 + length) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(70)]
    public void A_file_cut_short_is_refused(int length)
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        Safetensors.Write(file, new Dictionary<string, Tensor> { ["a"] = tensor([1f, 2f]) });
        file.SetLength(length);
        file.Position = 0;

        Assert.Throws<InvalidDataException>(() => Safetensors.Read(file));
    }
}
