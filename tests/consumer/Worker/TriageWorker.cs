using Microsoft.Extensions.Hosting;
using RepoTickets.LogTriage;

namespace RepoTickets.Consumer.Worker;

/// <summary>The log that is followed.</summary>
internal sealed record Followed(string Path);

/// <summary>Triage as a background service: goes on where the last run had settled everything, until the host stops.</summary>
internal sealed class TriageWorker(ILogProcessor processor, Followed followed, Outcomes outcomes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var name = LogSources.Tail(followed.Path).Name;
        var position = await processor.GetResumePositionAsync(name, stoppingToken);
        var source = LogSources.Tail(followed.Path, new LogFileOptions { Position = position });
        var result = await processor.ProcessAsync(source, new TriageRun { Outcomes = outcomes }, stoppingToken);
        if (result.Error is { } error)
        {
            throw error;
        }
    }
}

/// <summary>Hears what became of each group, in order.</summary>
internal sealed class Outcomes : IProgress<TriageOutcome>
{
    private readonly Lock _gate = new();
    private readonly List<TriageOutcome> _all = [];

    public int Created
    {
        get
        {
            lock (_gate)
            {
                return _all.Count(static outcome => outcome.Decision == TriageDecision.Created);
            }
        }
    }

    public void Report(TriageOutcome value)
    {
        lock (_gate)
        {
            _all.Add(value);
        }
    }

    /// <summary>Waits for a minute at most.</summary>
    public async Task WaitForAsync(int count)
    {
        for (var tries = 0; tries < 1_200; tries++)
        {
            lock (_gate)
            {
                if (_all.Count >= count)
                {
                    return;
                }
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"There are not {count} outcomes after a minute.");
    }
}
