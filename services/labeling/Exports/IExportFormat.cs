namespace Sightloop.Labeling.Exports;

/// <summary>One way to lay labelled images out for other tools.</summary>
public interface IExportFormat
{
    /// <summary>As it stands in ?format=.</summary>
    string Name { get; }

    /// <summary>detection or classification.</summary>
    string Task { get; }

    Task WriteAsync(ExportSource source, ExportArchive archive, CancellationToken cancellation);
}

/// <summary>The formats there are.</summary>
public static class ExportFormats
{
    private static readonly IExportFormat[] All = [new CocoFormat(), new VocFormat(), new YoloFormat(), new FoldersFormat()];

    /// <summary>The format, or why this project cannot be exported so.</summary>
    public static (IExportFormat? Format, string? Refusal) Find(string? name, string task)
    {
        var possible = All.Where(format => format.Task == task).ToList();
        var found = possible.Find(format => format.Name == name);
        return (found, found is null ? $"format must be {string.Join(" or ", possible.Select(format => format.Name))} for a {task} project." : null);
    }
}
