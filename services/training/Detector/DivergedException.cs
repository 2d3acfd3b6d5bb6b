using System.Globalization;

namespace Sightloop.Training.Detector;

/// <summary>The loss stopped being a number, again and again.</summary>
public sealed class DivergedException(string message) : Exception(message)
{
    internal static void ThrowIf(bool diverged, int step)
    {
        if (diverged)
        {
            throw new DivergedException(string.Create(
                CultureInfo.InvariantCulture, $"The training diverged at step {step}: its loss is not a number. Try a lower learning rate."));
        }
    }
}
