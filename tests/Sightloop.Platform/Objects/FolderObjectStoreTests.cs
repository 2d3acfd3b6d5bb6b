using System.Diagnostics;
using Sightloop.Platform.Objects;

namespace Sightloop.Platform.Tests.Objects;

public sealed class FolderObjectStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sightloop-folder-");

    [Fact]
    public async Task Images_lie_two_folders_deep_by_their_hash()
    {
        using var store = Open();
        var key = "images/" + string.Concat(Enumerable.Repeat("ab12", 16));
        await store.PutAsync(key, new MemoryStream([1]), 1);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "images/a/b", key[7..])));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_cleared_at_the_next_start()
    {
        using (var store = Open())
        {
            await store.PutAsync("runs/a/x", new MemoryStream([1]), 1);
        }

        var dead = folder.CreateSubdirectory(".scratch/dead");
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "1"), "half");
        await File.WriteAllTextAsync(dead.FullName + ".lock", "");
        using var next = Open();
        Assert.False(dead.Exists && Directory.Exists(dead.FullName));
        Assert.False(File.Exists(dead.FullName + ".lock"));
        Assert.NotNull(await next.StatAsync("runs/a/x"));
    }

    [Fact]
    public async Task A_second_process_on_the_folder_leaves_the_first_ones_unfinished_files_alone()
    {
        using var first = Open();
        var release = new TaskCompletionSource();
        var put = first.PutAsync("runs/a/slow", new GatedStream("content"u8.ToArray(), release.Task), 7);
        using var second = Open();
        await second.PutAsync("runs/a/quick", new MemoryStream([1]), 1);
        release.SetResult();
        await put;
        Assert.Equal(7, (await second.StatAsync("runs/a/slow"))?.Length);
    }

    [Fact]
    public async Task A_full_disk_is_reported_as_one_and_leaves_nothing_behind()
    {
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.FullName), "Mounting a small file system needs root.");
        try
        {
            using var store = Open();
            var error = await Assert.ThrowsAsync<ObjectStoreFullException>(
                () => store.PutAsync("clips/big", new MemoryStream(new byte[2_000_000]), 2_000_000));
            Assert.Contains("full", error.Message, StringComparison.Ordinal);
            Assert.Null(await store.StatAsync("clips/big"));
            await store.PutAsync("clips/small", new MemoryStream(new byte[500_000]), 500_000);
        }
        finally
        {
            Assert.True(Run("umount", folder.FullName));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private FolderObjectStore Open() => new(folder.FullName, TimeProvider.System);

    /// <summary>Gives its bytes only after the gate has opened.</summary>
    private sealed class GatedStream(byte[] content, Task gate) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
