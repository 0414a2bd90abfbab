using System.Diagnostics;
using System.Threading.Channels;

namespace RepoTickets.Benchmarks.Processes;

/// <summary>This program once more, as a worker: started, told to go, listened to, killed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    internal ChildProcess(string command, string folder, params string[] values)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, command, folder, .. values])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    internal void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads up to a line that starts so, that line included.</summary>
    internal async Task<List<string>> WaitForAsync(string start)
    {
        List<string> read = [];
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            read.Add(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return read;
            }
        }

        throw new InvalidOperationException($"The worker ended without '{start}'. It said: {string.Join(" | ", read.TakeLast(5))}. {await _errors}");
    }

    /// <summary>What has arrived; waits for nothing.</summary>
    internal IEnumerable<string> ReadArrived()
    {
        while (_lines.Reader.TryRead(out var line))
        {
            yield return line;
        }
    }

    /// <summary>All that is still to come, when the process ends by itself or was killed.</summary>
    internal async Task<List<string>> ReadToEndAsync()
    {
        List<string> read = [];
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            read.Add(line);
        }

        await _process.WaitForExitAsync();
        return read;
    }

    /// <summary>The code it ended with, and what it said on standard error.</summary>
    internal async Task<(int Code, string Errors)> GetEndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _errors);
    }

    /// <summary>SIGKILL: the process does not get to do anything more.</summary>
    internal void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}
