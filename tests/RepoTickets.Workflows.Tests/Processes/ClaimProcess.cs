using System.Diagnostics;
using System.Globalization;
using RepoTickets.Workflows.Worker;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>A running <see cref="ClaimWorker"/>.</summary>
internal sealed class ClaimProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    internal ClaimProcess(string folder, string holder, TimeSpan lease, int seed)
    {
        Holder = holder;
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(ClaimWorker).Assembly.Location, folder, holder,
            lease.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal string Holder { get; }

    internal bool WasKilled { get; private set; }

    internal bool HasEnded => _process.HasExited;

    /// <summary>SIGKILL: the process does not get to do anything more.</summary>
    internal void Kill()
    {
        WasKilled = true;
        _process.Kill();
    }

    /// <summary>SIGSTOP: it stands still wherever it is, as a machine that sleeps, and knows nothing of it afterwards.</summary>
    internal void Suspend() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    internal void Resume()
    {
        if (!_process.HasExited)
        {
            Signal("CONT");
        }
    }

    /// <summary>All that it said, once it has ended.</summary>
    internal async Task<ClaimHistory> FinishAsync(TimeSpan limit)
    {
        var lines = (await _output.WaitAsync(limit)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await _process.WaitForExitAsync().WaitAsync(limit);
        Assert.True(WasKilled || _process.ExitCode == 0, $"{Holder} ended with {_process.ExitCode}: {await _errors}");
        return ClaimHistory.Parse(lines);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
