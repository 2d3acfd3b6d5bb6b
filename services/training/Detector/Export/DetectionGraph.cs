using Sightloop.Training.Detector.Head;
using static Sightloop.Training.Detector.Export.NodeAttribute;
using static Sightloop.Vision.Models.ModelTensors;

namespace Sightloop.Training.Detector.Export;

/// <summary>Head, decoding and non-maximum suppression as ONNX nodes. b is the batch, N the anchors, C the classes, K what is kept.</summary>
internal sealed class DetectionGraph(GraphWriter writer, FeatureGraph features)
{
    private const long MostPerClass = 300;

    /// <summary>Raw scores and boxes of every anchor.</summary>
    public void Predict(DetectorNetwork network, FeatureGraph.Levels levels, int imageSize)
    {
        var (logits, bins) = (new List<string>(), new List<string>());
        foreach (var (level, input) in network.Head.Levels.Zip([levels.Fine, levels.Middle, levels.Coarse]))
        {
            var name = $"head.{level.GetName()}";
            var shared = features.Convolve(level.Shared, $"{name}.shared", input);
            logits.Add(Rows(features.Convolve(level.Classify, $"{name}.classify", shared), network.Classes));
            bins.Add(Rows(features.Convolve(level.Regress, $"{name}.regress", shared), 4 * GflHead.Bins));
        }

        writer.Node("Sigmoid", RawScores, [writer.Node("Concat", "head.logits", [.. logits], Integer("axis", 1))]); // [b, N, C]
        Decode(writer.Node("Concat", "head.bins", [.. bins], Integer("axis", 1)), network.Anchors(imageSize, imageSize));
    }

    /// <summary>From all anchors to the detections worth showing, best score first.</summary>
    public void Suppress()
    {
        var byClass = writer.Node("Transpose", "keep.scores", [RawScores], Integers("perm", 0, 2, 1)); // [b, C, N]
        var most = writer.Integers("keep.most", MostPerClass);
        var overlap = writer.Floats("keep.overlap", [OverlapLimit], 1);
        var floor = writer.Floats("keep.floor", [ScoreFloor], 1);

        // The operator reads corners as y, x; overlap does not mind that ours are x, y.
        var kept = writer.Node("NonMaxSuppression", "keep.indices", [RawBoxes, byClass, most, overlap, floor]); // [K, 3]
        var unsorted = writer.Node("GatherND", "keep.unsorted", [byClass, kept]); // [K]
        var order = writer.Nodes(
            "TopK", [Scores, "keep.order"], [unsorted, writer.Node("Shape", "keep.count", [unsorted])], Integer("axis", 0))[1];

        var sorted = writer.Node("Gather", "keep.sorted", [kept, order], Integer("axis", 0)); // [K, 3]: image, class, anchor
        var anchors = writer.Node("Gather", "keep.anchors", [sorted, writer.Integers("keep.image_anchor", 0, 2)], Integer("axis", 1));
        writer.Node("GatherND", Boxes, [RawBoxes, anchors]); // [K, 4]
        Column(sorted, 0, ImageIndex);
        Column(sorted, 1, Classes);
    }

    /// <summary>The expectation of each side's distribution, measured from the anchor's centre: <see cref="BoxDecoder"/> in nodes.</summary>
    private void Decode(string bins, AnchorGrid anchors)
    {
        var sides = writer.Node("Reshape", "head.sides", [bins, writer.Integers("head.sides.shape", 0, -1, 4, GflHead.Bins)]);
        var odds = writer.Node("Softmax", "head.odds", [sides], Integer("axis", -1)); // [b, N, 4, 11]
        var steps = writer.Floats("head.steps", [.. Enumerable.Range(0, GflHead.Bins)], GflHead.Bins, 1);

        // A column, not a vector: ONNX Runtime then makes one product of it instead of one for each anchor.
        var column = writer.Node("MatMul", "head.column", [odds, steps]); // [b, N, 4, 1]
        var expected = writer.Node("Squeeze", "head.expected", [column, writer.Integers("head.expected.axis", 3)]); // [b, N, 4]
        var strides = writer.Floats("head.strides", anchors.StrideValues, 1, anchors.Count, 1);
        var distances = writer.Node("Mul", "head.distances", [expected, strides]);
        var centres = writer.Floats("head.centres", anchors.CentreValues, 1, anchors.Count, 2);
        var corners = writer.Nodes(
            "Split", ["head.before", "head.after"], [distances, writer.Integers("head.split", 2, 2)], Integer("axis", 2)); // [b, N, 2] each
        var first = writer.Node("Sub", "head.first", [centres, corners[0]]);
        var second = writer.Node("Add", "head.second", [centres, corners[1]]);
        writer.Node("Concat", RawBoxes, [first, second], Integer("axis", 2)); // [b, N, 4]
    }

    /// <summary>[b, c, h, w] → [b, h * w, c].</summary>
    private string Rows(string map, long channels)
    {
        var flat = writer.Node("Reshape", $"{map}.flat", [map, writer.Integers($"{map}.shape", 0, channels, -1)]);
        return writer.Node("Transpose", $"{map}.rows", [flat], Integers("perm", 0, 2, 1));
    }

    private void Column(string table, long column, string output)
    {
        var index = writer.Integers($"{output}.column", column);
        var picked = writer.Node("Gather", $"{output}.picked", [table, index], Integer("axis", 1)); // [K, 1]
        writer.Node("Squeeze", output, [picked, writer.Integers($"{output}.axis", 1)]); // [K]
    }
}
