using Microsoft.Data.Sqlite;

namespace Sightloop.Loop.Tests.Running;

/// <summary>The product's database files, looked at from outside.</summary>
public static class Databases
{
    /// <summary>Fails the test when SQLite finds a damaged page, index or key in any of them.</summary>
    public static async Task AssertSoundAsync(this StandaloneProcess product)
    {
        if (!product.IsOnFiles)
        {
            return;
        }

        var files = Directory.GetFiles(Path.Combine(product.Folder, "db"), "*.db");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await command.ExecuteScalarAsync());
        }
    }
}
