using Sightloop.Training.Detector.Checkpoints;

namespace Sightloop.Training.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sightloop-checkpoint-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "checkpoint.bin");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read_back()
    {
        CheckpointFile.Write(Path, State(7), [[1, 2, 3], [], [0.5f]]);
        CheckpointFile.Write(Path, State(8), [[4, 5]]);

        var (state, tensors) = Assert.NotNull(CheckpointFile.Read(Path));
        Assert.Equal(State(8), state);
        Assert.Equal([4f, 5f], Assert.Single(tensors));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_damaged_or_cut_or_missing_file_is_no_checkpoint()
    {
        Assert.Null(CheckpointFile.Read(Path));
        CheckpointFile.Write(Path, State(7), [[1, 2, 3]]);
        var bytes = File.ReadAllBytes(Path);

        File.WriteAllBytes(Path, bytes[..^40]);
        Assert.Null(CheckpointFile.Read(Path));
        bytes[^50] ^= 1;
        File.WriteAllBytes(Path, bytes);
        Assert.Null(CheckpointFile.Read(Path));
        File.WriteAllBytes(Path, []);
        Assert.Null(CheckpointFile.Read(Path));
    }

    private static TrainingState State(int step) => new()
    {
        Fingerprint = "f", Step = step, Progress = 0.3, TotalSteps = 20, Spent = TimeSpan.FromSeconds(4), FinalFit = false,
    };
}
