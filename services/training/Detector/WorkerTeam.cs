using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Sightloop.Training.Detector;

/// <summary>Threads that stay: member i always runs on the same one, so what it left open there (dispose scopes) is still there.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly BlockingCollection<Action>[] orders;
    private readonly Thread[] threads;

    public WorkerTeam(int size)
    {
        orders = [.. Enumerable.Range(0, size).Select(_ => new BlockingCollection<Action>())];
        threads = [.. orders.Select((queue, index) => new Thread(() => Obey(queue)) { IsBackground = true, Name = $"training {index}" })];
        foreach (var thread in threads)
        {
            thread.Start();
        }
    }

    public int Size => orders.Length;

    /// <summary>Runs the work of every member at once and waits for all; the first failure is thrown here.</summary>
    public void Run(Action<int> work)
    {
        using var done = new CountdownEvent(Size);
        Exception? failure = null;
        for (var i = 0; i < Size; i++)
        {
            var member = i;
            orders[member].Add(() =>
            {
                try
                {
                    work(member);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, e, null);
                }
                finally
                {
                    done.Signal();
                }
            });
        }
        done.Wait();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        foreach (var (queue, thread) in orders.Zip(threads))
        {
            queue.CompleteAdding();
            thread.Join();
            queue.Dispose();
        }
    }

    private static void Obey(BlockingCollection<Action> queue)
    {
        foreach (var order in queue.GetConsumingEnumerable())
        {
            order();
        }
    }
}
