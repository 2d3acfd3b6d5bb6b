using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sightloop.Testing;

/// <summary>A wire to a server that can be cut and mended, or cut in the moment between a COMMIT and its answer.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpClient, bool> carried = new();
    private readonly CancellationTokenSource ending = new();
    private readonly (string Host, int Port) server;
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private int commitsToSwallow;

    public Wire(string host, int port)
    {
        server = (host, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>How many answers to a COMMIT have reached nobody.</summary>
    public int Swallowed { get; private set; }

    /// <summary>The next COMMIT reaches the server, its answer reaches nobody.</summary>
    public void SwallowNextAnswerToCommit() => commitsToSwallow = 1;

    /// <summary>Every connection breaks and new ones are refused.</summary>
    public void Cut()
    {
        listener.Stop();
        foreach (var connection in carried.Keys)
        {
            connection.Dispose();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        Cut();
        ending.Dispose();
    }

    private async Task AcceptAsync(TcpListener at)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await at.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        (carried[near], carried[far]) = (true, true);
        var swallowing = false;
        try
        {
            await far.ConnectAsync(server.Host, server.Port, ending.Token);
            await await Task.WhenAny(
                PassAsync(near, far, sent => swallowing |= Encoding.ASCII.GetString(sent.Span).Contains("COMMIT", StringComparison.Ordinal) && Interlocked.CompareExchange(ref commitsToSwallow, 0, 1) == 1),
                // The answer is read and not passed on: the server has committed.
                PassAsync(far, near, _ => swallowing ? throw new IOException("cut") : false));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            Swallowed += swallowing ? 1 : 0;
        }
        finally
        {
            carried.TryRemove(near, out _);
            carried.TryRemove(far, out _);
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, bool> look)
    {
        var buffer = new byte[64 << 10];
        for (int read; (read = await from.GetStream().ReadAsync(buffer, ending.Token)) > 0;)
        {
            look(buffer.AsMemory(0, read));
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), ending.Token);
        }
    }
}
