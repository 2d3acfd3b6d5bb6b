namespace Sightloop.Standalone.Data;

/// <summary>
/// One process owns a folder of SQLite files. The lock is the operating system's lock on an open file: it ends with the process, however that ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <exception cref="StartRefusedException">Another process holds the folder, or it cannot be written to.</exception>
    public static FolderLock Take(string folder)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefusedException($"The data folder {folder} cannot be written to: {e.Message} Choose another one with --Data FOLDER.");
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new StartRefusedException($"Another Sightloop already works on the data folder {folder}: stop it, or choose another folder with --Data FOLDER.");
        }
    }

    public void Dispose() => file.Dispose();
}
