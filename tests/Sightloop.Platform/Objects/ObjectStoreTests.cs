using Sightloop.Platform.Objects;

namespace Sightloop.Platform.Tests.Objects;

/// <summary>What every store must do, on a folder and on a real S3 server.</summary>
public sealed class ObjectStoreTests
{
    public static TheoryData<ObjectStoreKind> Kinds => [ObjectStoreKind.Folder, ObjectStoreKind.S3];

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_put_is_read_back_byte_by_byte(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        foreach (var length in new[] { 0, 1, 300_000, 12_000_000 })
        {
            var bytes = StoreUnderTest.RandomBytes(length, seed: length);
            await under.PutAsync($"runs/a/{length}", bytes);
            Assert.Equal(bytes, await under.ReadAsync($"runs/a/{length}"));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stored_object_tells_its_length_and_time(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await under.PutAsync("models/m.onnx", "12345");
        var stat = await under.Store.StatAsync("models/m.onnx");
        Assert.Equal(("models/m.onnx", 5L), (stat?.Key, stat?.Length));
        Assert.InRange(stat!.ModifiedAt, before, before.AddMinutes(2));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_part_of_an_object_can_be_read(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        await under.PutAsync("clips/c", "0123456789");
        Assert.Equal("3456", await under.ReadTextAsync("clips/c", 3, 4));
        Assert.Equal("89", await under.ReadTextAsync("clips/c", 8));
        Assert.Equal("89", await under.ReadTextAsync("clips/c", 8, 100));
        Assert.Equal("", await under.ReadTextAsync("clips/c", 10));
        Assert.Equal("", await under.ReadTextAsync("clips/c", 11, 5));
        Assert.Equal("", await under.ReadTextAsync("clips/c", 2, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_missing_object_is_said_to_be_missing(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        Assert.Null(await under.Store.StatAsync("models/none.onnx"));
        Assert.False(await under.Store.DeleteAsync("models/none.onnx"));
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(() => under.Store.OpenAsync("models/none.onnx"));
        Assert.Equal("models/none.onnx", error.Key);
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => under.Store.OpenAsync("models/none.onnx", 5, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_deleted_object_is_gone(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var bytes = StoreUnderTest.RandomBytes(1000);
        var key = StoreUnderTest.KeyOf(bytes);
        await under.PutAsync(key, bytes);
        Assert.True(await under.Store.DeleteAsync(key));
        Assert.Null(await under.Store.StatAsync(key));
        Assert.Empty(await under.KeysAsync("images/"));
        await under.PutAsync(key, bytes);
        Assert.Equal(bytes, await under.ReadAsync(key));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_put_replaces_what_the_key_named(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        await under.PutAsync("runs/a/state", "old and longer");
        await under.PutAsync("runs/a/state", "new");
        Assert.Equal("new", await under.ReadTextAsync("runs/a/state"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_image_that_comes_again_stays_what_it_is_and_a_folder_does_not_even_read_it(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var bytes = StoreUnderTest.RandomBytes(50_000);
        var key = StoreUnderTest.KeyOf(bytes);
        await under.PutAsync(key, bytes);
        using var again = new MemoryStream(bytes);
        await under.Store.PutAsync(key, again, bytes.Length);
        Assert.True(kind != ObjectStoreKind.Folder || again.Position == 0);
        Assert.Equal(bytes, await under.ReadAsync(key));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_prefix_lists_its_objects_and_no_others(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var bytes = StoreUnderTest.RandomBytes(10);
        var image = StoreUnderTest.KeyOf(bytes);
        await under.PutAsync(image, bytes);
        await under.PutAsync("runs/a/1", "x");
        await under.PutAsync("runs/a/2", "xy");
        await under.PutAsync("runs/ab/1", "xyz");
        Assert.Equal(["runs/a/1", "runs/a/2"], await under.KeysAsync("runs/a/"));
        Assert.Equal(["runs/a/1", "runs/a/2", "runs/ab/1"], await under.KeysAsync("runs/a"));
        Assert.Equal([image], await under.KeysAsync(image[..12]));
        Assert.Equal([image, "runs/a/1", "runs/a/2", "runs/ab/1"], await under.KeysAsync(""));
        Assert.Empty(await under.KeysAsync("clips/"));
        await foreach (var found in under.Store.ListAsync("runs/ab/"))
        {
            Assert.Equal(3, found.Length);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_prefix_of_thousands_lists_them_all(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var expected = Enumerable.Range(0, 1_050).Select(i => $"runs/many/{i:D4}").ToList();
        await Parallel.ForEachAsync(expected, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (key, _) => await under.PutAsync(key, key));
        Assert.Equal(expected, await under.KeysAsync("runs/many/"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Content_of_another_length_than_announced_is_not_stored(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        foreach (var announced in new[] { 4, 6 })
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => under.Store.PutAsync("runs/a/x", new MemoryStream("12345"u8.ToArray()), announced));
        }

        Assert.Empty(await under.KeysAsync(""));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_cancelled_put_stores_nothing(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => under.Store.PutAsync("runs/a/x", new MemoryStream(new byte[100]), 100, cancelled.Token));
        Assert.Empty(await under.KeysAsync(""));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Many_at_once_put_the_same_and_other_images(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        var images = Enumerable.Range(0, 20).Select(seed => StoreUnderTest.RandomBytes(20_000, seed)).ToList();
        await Task.WhenAll(images.Concat(images).Concat(images).Select(image => under.PutAsync(StoreUnderTest.KeyOf(image), image)));
        foreach (var image in images)
        {
            Assert.Equal(image, await under.ReadAsync(StoreUnderTest.KeyOf(image)));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_reader_sees_one_whole_version_while_others_replace_it(ObjectStoreKind kind)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        byte[] Version(int i) => [.. Enumerable.Repeat((byte)i, 1_000 * (i + 1))];
        await under.PutAsync("runs/a/state", Version(0));
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i < 30; i++)
            {
                await under.PutAsync("runs/a/state", Version(i));
            }
        });
        while (!writing.IsCompleted)
        {
            var seen = await under.ReadAsync("runs/a/state");
            Assert.Equal(Version(seen[0]), seen);
        }

        await writing;
    }

    [Theory]
    [InlineData(ObjectStoreKind.Folder, "")]
    [InlineData(ObjectStoreKind.Folder, "../x")]
    [InlineData(ObjectStoreKind.Folder, "images/../../x")]
    [InlineData(ObjectStoreKind.Folder, "/etc/x")]
    [InlineData(ObjectStoreKind.Folder, "images//x")]
    [InlineData(ObjectStoreKind.Folder, "images/")]
    [InlineData(ObjectStoreKind.Folder, ".scratch/x")]
    [InlineData(ObjectStoreKind.Folder, "images/a\0b")]
    [InlineData(ObjectStoreKind.Folder, "images\\x")]
    [InlineData(ObjectStoreKind.S3, "images/../../x")]
    public async Task A_key_that_could_leave_the_store_is_refused(ObjectStoreKind kind, string key)
    {
        await using var under = await StoreUnderTest.OpenAsync(kind);
        await Assert.ThrowsAsync<ArgumentException>(() => under.PutAsync(key, "x"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await under.Store.OpenAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(async () => await under.Store.StatAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(async () => await under.Store.DeleteAsync(key));
    }
}
