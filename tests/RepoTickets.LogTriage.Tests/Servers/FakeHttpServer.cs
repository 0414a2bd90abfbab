using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>
/// A small HTTP/1.1 server on a loopback socket, so that connections can be reset, left hanging and cut in the middle of a body, which a
/// real server would not do on request. Keeps connections open and counts them.
/// </summary>
internal abstract class FakeHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(Func<FakeRequest, bool> Match, Fault Fault)> _faults = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _clients = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly Lock _faultGate = new();
    private readonly Task _accepting;
    private int _connections;

    protected FakeHttpServer()
    {
        _listener.Start(128);
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    internal Uri Address { get; }

    internal int Connections => Volatile.Read(ref _connections);

    internal IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>Asked for each request that no queued fault is for; for random schedules.</summary>
    internal Func<FakeRequest, Fault?>? ChooseFault { get; set; }

    /// <summary>Told of each request when it has arrived, before anything is done with it.</summary>
    internal Action<FakeRequest>? OnRequest { get; set; }

    /// <summary>Faults for the next requests whose path contains <paramref name="path"/>, one each.</summary>
    internal void Fail(string path, params ReadOnlySpan<Fault> faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue((request => request.Path.Contains(path, StringComparison.Ordinal), fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Keys)
        {
            client.Dispose();
        }

        await _accepting;
        await Task.WhenAll(_clients.Values);
        _stop.Dispose();
        _listener.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does what the request asks for.</summary>
    protected abstract Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _clients[client] = Task.Run(() => ServeAsync(client));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            client.NoDelay = true;
            var reader = new RequestReader(client.GetStream());
            while (await reader.ReadAsync(_stop.Token) is { } request)
            {
                _requests.Enqueue(request);
                OnRequest?.Invoke(request);
                if (!await AnswerAsync(client, request))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the server ends: nothing is left to answer.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <returns>False when the connection is done with.</returns>
    private async Task<bool> AnswerAsync(TcpClient client, FakeRequest request)
    {
        var fault = TakeFault(request);
        switch (fault?.Kind)
        {
            case FaultKind.Answer:
                await WriteAsync(client, new(fault.Status, fault.Body, fault.Headers) { Bytes = fault.Bytes });
                return true;
            case FaultKind.ResetBefore:
                Reset(client);
                return false;
            case FaultKind.ResetAfter:
                await HandleAsync(request, _stop.Token);
                Reset(client);
                return false;
            case FaultKind.HangBefore:
                await HangAsync(client);
                return false;
            case FaultKind.HangAfter:
                await HandleAsync(request, _stop.Token);
                await HangAsync(client);
                return false;
            case FaultKind.Garbage:
                await WriteAsync(client, (await HandleAsync(request, _stop.Token)) with { Body = fault.Body });
                return true;
            case FaultKind.Torn:
                await WriteAsync(client, await HandleAsync(request, _stop.Token), isTorn: true);
                return false;
            case FaultKind.Delay:
                await Task.Delay(fault.Delay, _stop.Token);
                break;
        }

        await WriteAsync(client, await HandleAsync(request, _stop.Token));
        return true;
    }

    private Fault? TakeFault(FakeRequest request)
    {
        lock (_faultGate)
        {
            for (var left = _faults.Count; left > 0 && _faults.TryDequeue(out var candidate); left--)
            {
                if (candidate.Match(request))
                {
                    // The rest must keep its order: those that were looked at stand behind those that were not.
                    for (; left > 1 && _faults.TryDequeue(out var other); left--)
                    {
                        _faults.Enqueue(other);
                    }

                    return candidate.Fault;
                }

                _faults.Enqueue(candidate);
            }
        }

        return ChooseFault?.Invoke(request);
    }

    private static void Reset(TcpClient client)
    {
        client.LingerState = new(true, 0);
        client.Close();
    }

    /// <summary>Answers nothing until the client goes away.</summary>
    private async Task HangAsync(TcpClient client)
    {
        var buffer = new byte[1];
        _ = await client.GetStream().ReadAsync(buffer, _stop.Token);
    }

    private async Task WriteAsync(TcpClient client, FakeResponse response, bool isTorn = false)
    {
        var body = response.Bytes ?? Encoding.UTF8.GetBytes(response.Body);
        var head = new StringBuilder();
        head.Append(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {response.Status} Fake\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in response.Headers ?? new Dictionary<string, string>())
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        await stream.WriteAsync(isTorn ? body.AsMemory(0, body.Length / 2) : body, _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }
}
