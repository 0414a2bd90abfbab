using System.Diagnostics;
using System.Threading.Channels;
using RepoTickets.Storage.Worker;

namespace RepoTickets.Storage.ProcessTests.Processes;

/// <summary>A process of <c>RepoTickets.Storage.Worker</c>: started, told to go, listened to, killed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private WorkerProcess(string command, string folder, string[] values)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProgram).Assembly.Location, command, folder, .. values])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal int Id => _process.Id;

    internal static WorkerProcess Start(string command, string folder, params string[] values) => new(command, folder, values);

    /// <summary>Starts several, waits until all are ready, and lets them go at once.</summary>
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
        using var limit = new CancellationTokenSource(Deadline.Usual);
        return await _lines.Reader.WaitToReadAsync(limit.Token) && _lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>Lines that have arrived.</summary>
    internal bool TryReadLine(out string? line) => _lines.Reader.TryRead(out line);

    /// <summary>Reads up to a line that starts so.</summary>
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

        throw new InvalidOperationException($"The worker ended without '{start}'. It said: {string.Join(" | ", read.TakeLast(5))}. {await _errors}");
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

    /// <summary>Waits for the end of the work and gives all lines; fails when the worker failed.</summary>
    internal async Task<List<string>> FinishAsync()
    {
        var lines = await ReadToEndAsync();
        Assert.True(_process.ExitCode == 0, $"The worker ended with {_process.ExitCode}: {lines.LastOrDefault()} {await _errors}");
        return lines;
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
