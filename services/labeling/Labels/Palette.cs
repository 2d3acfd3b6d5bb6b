namespace Sightloop.Labeling.Labels;

/// <summary>Colours and keys that a class gets when nobody chooses.</summary>
internal static class Palette
{
    // Okabe and Ito, "Color Universal Design" (2008): told apart with every kind of colour vision. Without black, which no picture lets stand out.
    private static readonly string[] OkabeIto = ["#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"];

    public static string ColorAt(int position) => OkabeIto[position % OkabeIto.Length];

    /// <summary>1 to 9, then 0, each once; null when they are used up.</summary>
    public static string? FreeKey(IEnumerable<string?> used)
    {
        var taken = used.ToHashSet();
        return "1234567890".Select(digit => digit.ToString()).FirstOrDefault(digit => !taken.Contains(digit));
    }
}
