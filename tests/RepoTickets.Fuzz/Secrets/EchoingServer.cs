using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>
/// Fails in many ways, and repeats what it was sent each time: in bodies, headers and status lines that are none. The ways take turns.
/// </summary>
internal sealed class EchoingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _clients = [];
    private readonly Task _accepting;
    private int _turn;

    internal EchoingServer()
    {
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    internal Uri Address { get; }

    /// <summary>How many requests came, each with credentials.</summary>
    internal int Requests => Volatile.Read(ref _turn);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_clients);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(Task.Run(() => AnswerAsync(client)));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                var answer = Make(request.Replace("\r\n", " ", StringComparison.Ordinal), Interlocked.Increment(ref _turn));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The client went away, or the test ends.
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            length += count;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || length == buffer.Length || (head >= 0 && text.Length - head - 4 >= BodyLength(text[..head])))
            {
                return text;
            }
        }
    }

    private static int BodyLength(string head)
    {
        const string name = "Content-Length:";
        var line = head.Split("\r\n").FirstOrDefault(static line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Make(string said, int turn)
    {
        var quoted = said.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal);
        return (turn % 9) switch
        {
            0 => Answer("401 Unauthorized", said),
            1 => Answer("500 Internal Server Error", said),
            2 => Answer("200 OK", said),
            3 => $"HTTP/1.1 {said.Replace(':', ' ')}\r\n\r\n",
            4 => $"HTTP/1.1 200 OK\r\n{said.Replace(':', ' ')} is no header\r\n\r\n",
            5 => Answer("403 Forbidden", "{\"errorMessages\":[\"" + quoted + "\"],\"errors\":{\"" + quoted + "\":\"x\"}}"),
            6 => $"HTTP/1.1 200 OK\r\nContent-Length: {said}\r\n\r\n",
            7 => Answer("400 Bad Request", new string('x', 480) + said),
            _ => Answer(
                "200 OK", "{\"data\":[{\"id\":\"" + quoted + "\",\"attributes\":{\"timestamp\":\"" + quoted +
                    "\"}}],\"issues\":[{\"key\":\"" + quoted + "\"}]}"),
        };
    }

    private static string Answer(string status, string body) =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: " +
        $"close\r\n\r\n{body}";
}
