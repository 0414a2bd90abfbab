using System.Threading.Channels;
using RepoTickets.LogTriage.Audit;
using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>A group with its outcome.</summary>
internal readonly record struct SettledGroup(WorkItem Item, WorkStep Step);

/// <summary>
/// Takes outcomes one after the other: writes them down, counts them, tells them. Only what is written down counts as settled for the cursor.
/// </summary>
internal sealed class Settler(RunContext run, TriageRun caller, Func<bool> isReading)
{
    private const int MaximumGroupOfLines = 256;
    private const long AuditLimit = 64 << 20;
    private const int KeptOutcomes = 10_000;

    private readonly LineFile _audit = new(run.Parts.Folder, run.Parts.Folder.AuditPath, run.Time, AuditLimit);
    private readonly LineFile _dead = new(run.Parts.Folder, run.Parts.Folder.DeadLettersPath, run.Time);
    private readonly SortedList<long, TriageOutcome> _outcomes = [];
    private string? _savedCursor;
    private long _sinceProgress;

    /// <summary>The first outcomes in the order of handing on.</summary>
    internal IReadOnlyList<TriageOutcome> Outcomes => [.. _outcomes.Values];

    /// <summary>Runs until no outcome will come.</summary>
    /// <exception cref="TriageStateException">What was done could not be written down.</exception>
    internal async Task RunAsync(ChannelReader<SettledGroup> settled)
    {
        var group = new List<SettledGroup>();
        while (await settled.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < MaximumGroupOfLines && settled.TryRead(out var next))
            {
                group.Add(next);
            }

            await SettleAsync(group).ConfigureAwait(false);
        }

        await SaveCursorAsync().ConfigureAwait(false);
        Report();
    }

    /// <summary>Also for what was interrupted, after the workers have ended.</summary>
    internal async ValueTask SettleAsync(IReadOnlyList<SettledGroup> group)
    {
        foreach (var (_, step) in group)
        {
            // They happened, whether or not that can be written down.
            run.Statistics.Settled(step.Outcome!);
            if (step.Outcome!.Order <= KeptOutcomes)
            {
                _outcomes[step.Outcome.Order] = step.Outcome;
            }
        }

        if (run.IsReal && group.Count > 0)
        {
            await WriteDownAsync(group).ConfigureAwait(false);
        }

        foreach (var (item, step) in group)
        {
            var outcome = step.Outcome!;
            Tell(outcome);
            await TriageEvents.PublishAsync(run, item, outcome).ConfigureAwait(false);
        }

        _sinceProgress += group.Count;
        if (_sinceProgress >= run.Options.BatchSize)
        {
            _sinceProgress = 0;
            Report();
            await SaveCursorAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Saves from where to go on; what was asked to be remembered before is on the device with it.</summary>
    internal async ValueTask SaveCursorAsync()
    {
        if (run.IsReal && run.Cursor.Through() is { } through && through != _savedCursor)
        {
            await run.State.SaveCursorAsync(run.Name, through, CancellationToken.None).ConfigureAwait(false);
            _savedCursor = through;
        }
    }

    internal void Report()
    {
        if (caller.Progress is { } progress)
        {
            Guard(() => progress.Report(new TriageProgress(run.Statistics.Read(), isReading())));
        }
    }

    private async ValueTask WriteDownAsync(IReadOnlyList<SettledGroup> group)
    {
        using var audit = new MemoryStream();
        using var dead = new MemoryStream();
        var now = run.Time.GetUtcNow();
        foreach (var (item, step) in group)
        {
            AuditLine.Write(audit, now, run.Name, run.Sink.Name, run.Options.Mode, step.Outcome!);
            if (step.Outcome!.Decision == TriageDecision.DeadLettered)
            {
                DeadLetterLine.Write(dead, now, item, step.Outcome);
            }
        }

        if (dead.Length > 0)
        {
            await _dead.AppendAsync(dead.ToArray()).ConfigureAwait(false);
        }

        await _audit.AppendAsync(audit.ToArray()).ConfigureAwait(false);
        foreach (var (item, step) in group)
        {
            if (step.Outcome!.Decision is TriageDecision.CapReached or TriageDecision.Deferred or TriageDecision.Interrupted)
            {
                run.Cursor.Hold(item.Places);
            }
            else
            {
                run.Cursor.Settle(item.Places);
            }
        }
    }

    private void Tell(TriageOutcome outcome)
    {
        if (caller.Outcomes is { } listener)
        {
            Guard(() => listener.Report(outcome));
        }
    }

    private void Guard(Action tell)
    {
        try
        {
            tell();
        }
#pragma warning disable CA1031 // A display that fails must not stop the filing of tickets.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ListenerFailed(run.Parts.Logger, run.Name, exception);
        }
    }
}
