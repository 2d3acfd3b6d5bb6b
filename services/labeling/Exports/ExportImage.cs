using System.Text.Json.Serialization;
using Sightloop.Contracts.Snapshots;

namespace Sightloop.Labeling.Exports;

/// <summary>One labelled image on its way into an archive.</summary>
/// <param name="Number">1, 2, 3 … in order of arrival.</param>
/// <param name="File">Its unique file name.</param>
/// <param name="Line">The image and its labels.</param>
public sealed record ExportImage(int Number, string File, SnapshotLine Line)
{
    [JsonIgnore]
    public string Split => Line.Validation ? "val" : "train";

    [JsonIgnore]
    public string Stem => Path.GetFileNameWithoutExtension(File);
}
