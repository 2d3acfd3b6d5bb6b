using Sightloop.Testing;

namespace Sightloop.Inference.Tests.Hosting;

/// <summary>Photographs of raccoons.</summary>
internal static class Photos
{
    public static string Path(int number) => System.IO.Path.Combine(DataSets.Folder("raccoon"), "images", $"raccoon-{number}.jpg");

    public static byte[] Raccoon(int number = 1) => File.ReadAllBytes(Path(number));
}
