using System.Text;
using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>
/// What every image becomes before anything looks at it: three 8-bit channels of sRGB.
/// Alpha is laid on white. 16 bits keep their high byte (never stretched to the range an image uses). An embedded ICC profile is
/// honoured (relative colorimetric); CMYK without one goes through libvips' built-in profile. Grey is repeated three times.
/// </summary>
internal static class ColourRules
{
    private const string Profile = "icc-profile-data";

    // Version 4 profiles carry their name in UTF-16.
    private static readonly byte[] WideName = Encoding.BigEndianUnicode.GetBytes("sRGB IEC61966-2");

    /// <summary>Takes <paramref name="image"/> over and returns it converted, still lazy.</summary>
    public static Image ToRgb(Image image)
    {
        if (image.HasAlpha())
        {
            image = image.Then(LayOnWhite);
        }
        if (image.GetTypeOf(Profile) != 0 && !IsSrgbAlready(image))
        {
            image = image.Then(ThroughProfile);
        }
        if (image.Interpretation != Enums.Interpretation.Srgb || image.Bands < 3)
        {
            image = image.Then(KnownSpace).Then(known => known.Colourspace(Enums.Interpretation.Srgb));
        }
        if (image.Format != Enums.BandFormat.Uchar)
        {
            image = image.Then(wide => wide.Cast(Enums.BandFormat.Uchar));
        }
        return image.Bands == 3 ? image : image.Then(wide => wide.ExtractBand(0, n: 3));
    }

    /// <summary>The next step; its input's handle is given back at once because libvips holds what it needs.</summary>
    public static Image Then(this Image image, Func<Image, Image> step)
    {
        using (image)
        {
            return step(image);
        }
    }

    private static Image LayOnWhite(Image image)
    {
        double full = image.Format == Enums.BandFormat.Ushort ? ushort.MaxValue : byte.MaxValue;
        // In CMYK no ink is white.
        return image.Flatten(background: [image.Interpretation == Enums.Interpretation.Cmyk ? 0 : full], maxAlpha: full);
    }

    /// <summary>Most cameras embed the profile of sRGB itself; going through it would treble the cost for nothing.</summary>
    private static bool IsSrgbAlready(Image image) =>
        image.Interpretation == Enums.Interpretation.Srgb && image.Get(Profile) is byte[] profile
        && (profile.AsSpan().IndexOf("sRGB IEC61966-2"u8) >= 0 || profile.AsSpan().IndexOf(WideName) >= 0);

    private static Image ThroughProfile(Image image)
    {
        try
        {
            return image.IccTransform("srgb", intent: Enums.Intent.Relative, embedded: true, depth: 8);
        }
        catch (VipsException)
        {
            // A profile that does not fit its image says nothing: read the numbers as if there were none.
            return image.Copy();
        }
    }

    /// <summary>Gives images that do not say what their channels mean the usual meaning.</summary>
    private static Image KnownSpace(Image image)
    {
        var wide = image.Format == Enums.BandFormat.Ushort;
        return image.Interpretation switch
        {
            Enums.Interpretation.Multiband or Enums.Interpretation.Srgb when image.Bands < 3 =>
                image.Copy(interpretation: wide ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw),
            Enums.Interpretation.Multiband =>
                image.Copy(interpretation: wide ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Srgb),
            _ => image.Copy(),
        };
    }
}
