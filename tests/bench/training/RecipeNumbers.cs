using System.Globalization;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Augmentation;

namespace Sightloop.Bench.Training;

/// <summary>Changes numbers of the recipe by name, for experiments: PeakLearningRate=0.004 Mosaic=0.7.</summary>
internal static class RecipeNumbers
{
    public static Recipe Apply(IEnumerable<string> settings)
    {
        object recipe = new Recipe();
        object augmentation = new AugmentationOptions();
        foreach (var setting in settings)
        {
            var (name, value) = setting.Split('=', 2) is [var left, var right] ? (left, right) : throw new ArgumentException(setting);
            var owner = typeof(Recipe).GetProperty(name) is null ? augmentation : recipe;
            var property = owner.GetType().GetProperty(name) ?? throw new ArgumentException($"The recipe has no {name}.");
            property.SetValue(owner, Parse(value, property.PropertyType));
        }
        return (Recipe)recipe with { Augmentation = (AugmentationOptions)augmentation };
    }

    private static object Parse(string value, Type type)
    {
        var numbers = value.Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Length == 2 ? (numbers[0], numbers[1]) : Convert.ChangeType(numbers[0], type, CultureInfo.InvariantCulture);
    }
}
