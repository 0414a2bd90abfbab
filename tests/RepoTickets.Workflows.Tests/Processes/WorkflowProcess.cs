using System.Diagnostics;
using System.Globalization;
using RepoTickets.Workflows.Worker;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>A running <see cref="WorkflowWorker"/>.</summary>
internal sealed class WorkflowProcess : IDisposable
{
    private readonly string _effects;
    private readonly Process _process;
    private readonly Task<string> _errors;

    internal WorkflowProcess(string folder, int seed, int count, TimeSpan lease, string effects, int role, int roles)
    {
        Role = role;
        _effects = effects;
        string[] numbers = [Text(seed), Text(count), Text((int)lease.TotalMilliseconds)];
        var start = new ProcessStartInfo(
            "dotnet", [typeof(WorkflowWorker).Assembly.Location, "workflows", folder, .. numbers, effects, Text(role), Text(roles)])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    internal int Role { get; }

    internal bool HasEnded => _process.HasExited;

    /// <summary>How often it has run code so far.</summary>
    internal int CountRuns() => File.Exists(_effects) ? File.ReadAllText(_effects).Count(static c => c == '\n') : 0;

    /// <summary>SIGKILL: the process does not get to do anything more.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    internal async Task FinishAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit);
        Assert.True(_process.ExitCode == 0, $"The worker ended with {_process.ExitCode}: {await _errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
