using System.Text;
using NetVips;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Vector shapes to pixels.</summary>
internal static class Svg
{
    /// <returns>RGBA, 8 bit, transparent where nothing is drawn.</returns>
    public static Image Render(int width, int height, string shapes) => Image.SvgloadBuffer(Encoding.UTF8.GetBytes(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{shapes}</svg>"));
}
