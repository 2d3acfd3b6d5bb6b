using System.Buffers.Binary;
using System.Text;

namespace Sightloop.Training.Detector.Weights;

/// <summary>
/// Reads a Python pickle (PEP 307, protocol 2) of plain things: numbers, texts, lists, tuples, dictionaries. A pickle is a program; this reader runs none of it:
/// what a name stands for, the caller decides.
/// </summary>
/// <param name="build">Gets the name of a Python function or class ("module name") and its arguments, gives what it makes.</param>
/// <param name="find">Gets a persistent id, gives what it names.</param>
internal sealed class Pickle(Func<string, object?[], object?> build, Func<object?[], object?> find)
{
    private readonly Stack<List<object?>> marked = [];
    private readonly Dictionary<int, object?> memo = [];
    private List<object?> stack = [];

    /// <exception cref="InvalidDataException">Damaged, or holds more than plain things.</exception>
    public object? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (true)
            {
                var code = (char)Take(ref bytes, 1)[0];
                if (code == '.')
                {
                    return Pop();
                }
                Run(code, ref bytes);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("It is no PyTorch state: its pickle is damaged.", e);
        }
    }

    private void Run(char code, ref ReadOnlySpan<byte> bytes)
    {
        switch (code)
        {
            case '\x80': Take(ref bytes, 1); break;
            case '}': stack.Add(new Dictionary<string, object?>()); break;
            case ']': stack.Add(new List<object?>()); break;
            case ')': stack.Add(Array.Empty<object?>()); break;
            case 'N': stack.Add(null); break;
            case '\x88': stack.Add(true); break;
            case '\x89': stack.Add(false); break;
            case 'K': stack.Add((long)Take(ref bytes, 1)[0]); break;
            case 'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(ref bytes, 2))); break;
            case 'J': stack.Add((long)Int(ref bytes)); break;
            case 'G': stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(ref bytes, 8))); break;
            case '\x8a': stack.Add(Long(Take(ref bytes, Take(ref bytes, 1)[0]))); break;
            case 'X': stack.Add(Encoding.UTF8.GetString(Take(ref bytes, Int(ref bytes)))); break;
            case 'c': stack.Add(new Named($"{Line(ref bytes)} {Line(ref bytes)}")); break;
            case 'q': memo[Take(ref bytes, 1)[0]] = stack[^1]; break;
            case 'r': memo[Int(ref bytes)] = stack[^1]; break;
            case 'h': stack.Add(memo[Take(ref bytes, 1)[0]]); break;
            case 'j': stack.Add(memo[Int(ref bytes)]); break;
            case '(': marked.Push(stack); stack = []; break;
            case 't': AddTuple(PopToMark()); break;
            case '\x85' or '\x86' or '\x87': stack.Add(PopLast(code - '\x84')); break;
            case 'a': Append([Pop()]); break;
            case 'e': Append(PopToMark()); break;
            case 's': Set(PopLast(2)); break;
            case 'u': Set(PopToMark()); break;
            case 'Q': stack.Add(find((object?[])Pop()!)); break;
            case 'R': Reduce(); break;
            case 'b': Pop(); break; // Attributes of an ordered dictionary: nothing we need.
            default: throw new InvalidDataException($"It holds more than plain tensors (pickle code {(int)code}): save the state_dict alone.");
        }
    }

    private void Reduce()
    {
        var arguments = (object?[])Pop()!;
        stack.Add(build(((Named)Pop()!).Name, arguments));
    }

    /// <summary>To the stack below the mark, which is there only after the popping.</summary>
    private void AddTuple(object?[] items) => stack.Add(items);

    private void Append(object?[] items) => ((List<object?>)stack[^1]!).AddRange(items);

    private void Set(object?[] pairs)
    {
        var into = (Dictionary<string, object?>)stack[^1]!;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            into[Convert.ToString(pairs[i], System.Globalization.CultureInfo.InvariantCulture)!] = pairs[i + 1];
        }
    }

    private object?[] PopToMark()
    {
        var items = stack.ToArray();
        stack = marked.Pop();
        return items;
    }

    private object?[] PopLast(int count)
    {
        var items = stack[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private object? Pop() => PopLast(1)[0];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static int Int(ref ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref bytes, 4));

    private static long Long(ReadOnlySpan<byte> bytes) => (long)new System.Numerics.BigInteger(bytes);

    private static string Line(ref ReadOnlySpan<byte> bytes)
    {
        var line = Encoding.ASCII.GetString(Take(ref bytes, bytes.IndexOf((byte)'\n')));
        Take(ref bytes, 1);
        return line;
    }

    private sealed record Named(string Name)
    {
        public override string ToString() => Name;
    }
}
