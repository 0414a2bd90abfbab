using System.Diagnostics;
using System.Threading.Channels;

namespace RepoTickets.Tests;

/// <summary>A .NET program as a worker in a process of its own: started, told to go, listened to, killed. It talks in lines.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    /// <param name="program">The file of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="patience">How long the next line may take; null for as long as it likes.</param>
    internal WorkerProcess(string program, IEnumerable<string> arguments, TimeSpan? patience = null)
    {
        _patience = patience ?? Timeout.InfiniteTimeSpan;
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
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

    /// <summary>Waits until all are ready, and lets them go at once.</summary>
    internal static async Task GoTogetherAsync(IReadOnlyCollection<WorkerProcess> workers)
    {
        foreach (var worker in workers)
        {
            await worker.WaitForAsync("READY");
        }

        foreach (var worker in workers)
        {
            worker.Send("GO");
        }
    }

    internal void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The next line; null when the process has closed its output.</summary>
    internal async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(_patience);
        return await _lines.Reader.WaitToReadAsync(limit.Token) && _lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>What has arrived; waits for nothing.</summary>
    internal IEnumerable<string> ReadArrived()
    {
        while (_lines.Reader.TryRead(out var line))
        {
            yield return line;
        }
    }

    /// <summary>Reads up to a line that starts so, that line included.</summary>
    internal async Task<List<string>> WaitForAsync(string start)
    {
        var read = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            read.Add(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return read;
            }
        }

        var last = string.Join(" | ", read.TakeLast(5));
        throw new InvalidOperationException($"The worker ended without '{start}'. It said: {last}. {await _errors}");
    }

    /// <summary>All that is still to come, when the process ends by itself or was killed.</summary>
    internal async Task<List<string>> ReadToEndAsync()
    {
        var read = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            read.Add(line);
        }

        await _process.WaitForExitAsync();
        return read;
    }

    /// <summary>Waits for the end of the work and gives all lines.</summary>
    /// <exception cref="InvalidOperationException">The worker failed.</exception>
    internal async Task<List<string>> FinishAsync()
    {
        var lines = await ReadToEndAsync();
        var (code, errors) = await GetEndAsync();
        return code == 0 ? lines : throw new InvalidOperationException($"The worker ended with {code}: {lines.LastOrDefault()} {errors}");
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
