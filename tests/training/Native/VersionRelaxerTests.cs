using Sightloop.Training.Detector.Native;

namespace Sightloop.Training.Tests.Native;

public sealed class VersionRelaxerTests
{
    private readonly byte[] _library = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));

    [Fact]
    public void Only_the_version_need_and_its_one_symbol_become_weak()
    {
        var relaxed = VersionRelaxer.Relax(_library, "GLIBCXX_3.4.32");

        var changed = Enumerable.Range(0, _library.Length).Where(i => relaxed[i] != _library[i]).ToArray();
        Assert.Equal(2, changed.Length);
        Assert.Contains(changed, i => _library[i] >> 4 == 1 && relaxed[i] >> 4 == 2);
    }

    [Fact]
    public void A_version_that_code_really_needs_is_refused()
    {
        var refusal = Assert.Throws<BadImageFormatException>(() => VersionRelaxer.Relax(_library, "GLIBCXX_3.4.29"));

        Assert.Contains("needs GLIBCXX_3.4.29", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_the_library_does_not_ask_for_is_refused() =>
        Assert.Throws<BadImageFormatException>(() => VersionRelaxer.Relax(_library, "GLIBCXX_9.9.9"));

    [Fact]
    public void A_file_that_is_no_library_is_refused() =>
        Assert.Throws<BadImageFormatException>(() => VersionRelaxer.Relax("plain text"u8, "GLIBCXX_3.4.32"));
}
