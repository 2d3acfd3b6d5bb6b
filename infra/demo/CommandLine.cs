using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sightloop.Demo;

/// <summary>The command line: options, their defaults and what is refused.</summary>
public static class CommandLine
{
    /// <param name="run">Does the work and answers the exit code.</param>
    public static RootCommand Build(Func<DemoOptions, CancellationToken, Task<int>> run)
    {
        var data = new Option<string?>("--data") { Description = "Folder of labelled images: Pascal VOC, COCO or one folder per class. Without it a film is generated." };
        var labels = Count("--labels", 55, 1, "Images labelled by hand before the first training");
        var auto = Count("--auto", 91, 1, "Images the first model labels and a person audits");
        var budget = Count("--budget", 70, 10, "Seconds each of the two trainings may take");
        var evaluate = Count("--evaluate", 100, 0, "At most this many images are kept back to score the models on");
        var seed = Count("--seed", 7, 0, "Decides which images are used and what the film shows");
        var task = new Option<string>("--task") { Description = "detection or classification", DefaultValueFactory = _ => "detection" };
        task.AcceptOnlyFromAmong("detection", "classification");
        var url = new Option<Uri>("--url")
        {
            Description = "Address of the running product",
            DefaultValueFactory = _ => new Uri("http://localhost:8080"),
            // infra/run names the address it knows first; the one a person adds wins.
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => Address(result.Tokens[^1].Value) ?? Refuse<Uri>(result, "--url must be an address such as http://localhost:8080."),
        };
        var json = new Option<string?>("--json") { Description = "File to write all figures to" };

        var root = new RootCommand(
            "One turn of the loop over HTTP: a simulated person labels images, a model learns and labels more, the person audits, the model learns again.")
        {
            data, labels, auto, task, url, budget, evaluate, seed, json,
        };
        root.SetAction((parsed, cancellation) => run(
            new DemoOptions(
                parsed.GetValue(data), parsed.GetValue(labels), parsed.GetValue(auto), parsed.GetValue(task) == "classification",
                parsed.GetValue(url)!, parsed.GetValue(budget), parsed.GetValue(evaluate), parsed.GetValue(seed), parsed.GetValue(json)),
            cancellation));
        return root;
    }

    /// <summary>Ends in a slash, so that paths are appended to it.</summary>
    private static Uri? Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null;

    private static T? Refuse<T>(ArgumentResult result, string sentence)
        where T : class
    {
        result.AddError(sentence);
        return null;
    }

    private static Option<int> Count(string name, int usual, int least, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} must be at least {least}.");
            }
        });
        return option;
    }
}
