namespace Sightloop.Training.Runs;

/// <summary>What a child said on standard error, shortened: an exception names itself in its first lines, a native crash in its last.</summary>
internal sealed class ChildErrors
{
    private const int MostLines = 12;
    private readonly List<string> first = [];
    private readonly Queue<string> last = [];

    public void Add(string line)
    {
        if (first.Count < MostLines)
        {
            first.Add(line);
            return;
        }

        last.Enqueue(line);
        if (last.Count > MostLines)
        {
            last.Dequeue();
        }
    }

    public override string ToString() => string.Join('\n', [.. first, .. last]);
}
