using System.IO.Compression;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Weights;

namespace Sightloop.Training.Tests.Weights;

public sealed class PyTorchStateTests
{
    /// <summary>
    /// Written by PyTorch 1.13 and compressed: torch.save({"state_dict": d, "epoch": 3}, file) with neck.lateral0.weight = arange(6.).view(2, 3).t(),
    /// neck.lateral0.bias = Parameter(tensor([0.5, -1.25]).half()), wide = arange(10.0, dtype=float64)[3:7], count = tensor(7).
    /// </summary>
    private const string Saved =
        "H4sIAOHzB2sC/6VUy27TQBQd24mTmFcpgaZQSimvBNq0TSSEkFBLqAySkUgDCItN5DhDbNXEufa4XSF10wI7+AEEEr8B/wALJHZsUFkgxCcw41fjtKUqjDK5ieeex8wcua4IKYSyWbRtSKiA3Jm2Rr" +
        "Ryb9mSa3n0eIexxj8DVFQlCnCJRnCzbeoEOF23LQvrxLS7rnTPaWMHtxfpigR8qQFCUc1TQBfry2WLghzNmi2vYrNjEEjpxHZ0o9z0iGm5UtPBLc+02k2Cu67tNFcqEqSLRTXjC9qO1sEgBhBJtmyN" +
        "3A8eSpBROdozC1lVoFXveZBTRALSkoIUQeE34IDCKcIGHHxpME+HCBxuwBF1eJuxlqm5MLSLrZ7maE8x7ZTgqEGNGZGZO5r1JPYy7HuZg2NGTuEJ5JkHfh2OK9w6nAj0RwgUGjD6wv9z8jmcasCYSq" +
        "8GrZptDKcT3Iu217JwzD7us1fgDGWXCEws0f2l1uEsY58M2M8RON+AC2qaHYXtdQlcTDDetbudmO+Sz1eFIuXjCJSo21Ip4LlM4EoDpjyfCPds3YBpRfDKdSWT/T7+7leGR4jN+q6xyqJbYaxmZuXa" +
        "/I6h2scISNfm6dcC/dC5RufbBWZo5NXm6wJdYPNvhiqRoTm5Vt6nIXQNfWBa6fc/P7LbSu2hJUZaFbnGo8h/NH7Phz8Wwv6wDoU1H9ZCWMfCOhHWSX/fX1FLrjMfe3i5HnmpyrWr/3gRmZCN6fa+bN" +
        "pZn/lvujl0k+quYMelLwe5duP/ElCVmPKnN52HNHWI95U53t9fqN0fS2mbm6033CCuPz3JbTziURzhQVR/DpKoH1uouUFU/40lUQ+EGFUZRPWfdxL1bQtVHUT1n1UugWKvm/hm6oooToUL48J03CQO" +
        "1NtcUD+noiCIfiZGwwbOf5YWA4zo9we9fwB1YM7+ewYAAA==";

    public PyTorchStateTests() => TorchRuntime.Initialize();

    [Fact]
    public void Tensors_come_as_PyTorch_saved_them_whatever_their_type_and_layout()
    {
        using var file = Open();
        var tensors = PyTorchState.Read(file);

        Assert.Equal(["count", "neck.lateral0.bias", "neck.lateral0.weight", "wide"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 2], tensors["neck.lateral0.weight"].shape);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], tensors["neck.lateral0.weight"].data<float>().ToArray());
        Assert.Equal([0.5f, -1.25f], tensors["neck.lateral0.bias"].data<float>().ToArray());
        Assert.Equal([3f, 4f, 5f, 6f], tensors["wide"].data<float>().ToArray());
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    [Fact]
    public void A_file_that_is_none_says_so()
    {
        using var text = new MemoryStream("no archive"u8.ToArray());
        Assert.Contains("no PyTorch state", Assert.Throws<InvalidDataException>(() => PyTorchState.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_in_a_pickle_is_refused_and_not_run()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var pickle = archive.CreateEntry("evil/data.pkl").Open();
            pickle.Write("cos\nsystem\n(X\u0004\0\0\0truetR."u8);
        }

        var refused = Assert.Throws<InvalidDataException>(() => PyTorchState.Read(file));
        Assert.Contains("os system", refused.Message, StringComparison.Ordinal);
    }

    private static MemoryStream Open()
    {
        var file = new MemoryStream();
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(Saved)), CompressionMode.Decompress);
        packed.CopyTo(file);
        file.Position = 0;
        return file;
    }
}
