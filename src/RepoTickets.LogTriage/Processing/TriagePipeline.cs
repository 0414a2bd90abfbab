using System.Threading.Channels;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The stages of one run and the bounded queues between them: reader, intake (groups), workers (duplicates, analysis, ticket), settler.
/// Each ends when the one before it has; a cancelled run ends from the front, and everything that was begun gets an outcome.
/// </summary>
internal sealed class TriagePipeline
{
    /// <summary>How long a source may take to notice that the run was stopped.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly RunContext _run;
    private readonly Channel<LogEntry> _entries;
    private readonly Channel<SettledGroup> _settled;
    private readonly EntryIntake _intake;
    private readonly GroupWork _work;
    private readonly Settler _settler;
    private readonly CancellationTokenSource _stop;
    private volatile bool _isReading = true;
    private Exception? _sourceError;
    private Exception? _fatal;

    internal TriagePipeline(RunContext run, TriageRun caller, EntryIntake intake, CancellationToken cancellationToken)
    {
        _run = run;
        _intake = intake;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _entries = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(run.Options.EntryQueueCapacity) { SingleReader = true,
            SingleWriter = true });
        var room = run.Options.BatchSize + run.Options.Workers;
        _settled = Channel.CreateBounded<SettledGroup>(new BoundedChannelOptions(room) { SingleReader = true });
        _work = new GroupWork(run, _stop.Token);
        _settler = new Settler(run, caller, () => _isReading);
        run.Statistics.Depths = () => (_entries.Reader.CanCount ? _entries.Reader.Count : 0, run.Scheduler.Waiting);
    }

    internal async ValueTask<TriageResult> RunAsync(Func<CancellationToken, IAsyncEnumerable<LogEntry>> open)
    {
        using var stop = _stop;
        var settler = SettleAsync();
        var reader = Task.Run(() => ReadAsync(open), CancellationToken.None);
        var intake = Task.Run(IntakeAsync, CancellationToken.None);
        var workers = Enumerable.Range(0, _run.Options.Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)).ToArray();
        await intake.ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        await EndReadingAsync(reader).ConfigureAwait(false);
        _settled.Writer.Complete();
        await settler.ConfigureAwait(false);
        await InterruptLeftAsync().ConfigureAwait(false);
        return new TriageResult(_run.Statistics.Read(), _settler.Outcomes, _fatal ?? _sourceError);
    }

    /// <summary>A source that does not listen, such as a terminal at which nobody types, is left behind when the run was stopped.</summary>
    private async ValueTask EndReadingAsync(Task reader)
    {
        try
        {
            await reader.WaitAsync(Grace, _run.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.SourceLeft(_run.Parts.Logger, _run.Name, Grace);
        }
    }

    /// <summary>For gauges.</summary>
    internal QueueDepths ReadDepths() => new(
        _entries.Reader.CanCount ? _entries.Reader.Count : 0,
        _run.Scheduler.Waiting,
        _settled.Reader.CanCount ? _settled.Reader.Count : 0);

    private async Task ReadAsync(Func<CancellationToken, IAsyncEnumerable<LogEntry>> open)
    {
        // Taken now: a source that is left behind may come back when the run is long over.
        var stop = _stop.Token;
        try
        {
            await foreach (var entry in open(stop).WithCancellation(stop).ConfigureAwait(false))
            {
                await _entries.Writer.WriteAsync(entry, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was read is accounted for below; the rest was never read.
        }
#pragma warning disable CA1031 // What a source throws ends reading; what was read before it is worth its tickets.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            _sourceError = exception;
            Log.SourceFailed(_run.Parts.Logger, _run.Name, exception);
        }
        finally
        {
            _isReading = false;
            _entries.Writer.Complete();
        }
    }

    private async Task IntakeAsync()
    {
        try
        {
            await _intake.RunAsync(_entries.Reader, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The groups that were collected are told as interrupted.
        }
#pragma warning disable CA1031 // A grouper that fails ends the run in order: the state stays whole, and the caller is told.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Stop(exception);
        }
        finally
        {
            _run.Scheduler.Complete();
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (await _run.Scheduler.TakeAsync(_stop.Token).ConfigureAwait(false) is { } item)
            {
                await WorkOnAsync(item).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The group that was worked on is told as interrupted.
        }
#pragma warning disable CA1031 // Failures of groups end inside; this is the state of triage failing, which ends the run in order.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Stop(exception);
        }
    }

    private async ValueTask WorkOnAsync(WorkItem item)
    {
        var step = await _work.AttemptAsync(item, _stop.Token).ConfigureAwait(false);
        if (step.Outcome is not { } outcome)
        {
            if (step.Delay is { } delay)
            {
                _run.Scheduler.Again(item, delay, _stop.Token);
            }
            else
            {
                _run.Scheduler.Park(item, step.Wait);
            }

            return;
        }

        if (outcome.Decision is TriageDecision.Created or TriageDecision.Simulated or TriageDecision.Duplicate or TriageDecision.Skipped)
        {
            foreach (var name in item.Names)
            {
                _run.Memory.Remember(name, step.Ticket, isHandled: true, item.Analysis);
            }
        }

        _run.Budget.Leave(item.Order, step.MayBeFiled);
        _run.Types.Leave(item.Order);
        await _settled.Writer.WriteAsync(new SettledGroup(item, step)).ConfigureAwait(false);
        _run.Scheduler.Finish(item);
    }

    private async Task SettleAsync()
    {
        try
        {
            await _settler.RunAsync(_settled.Reader).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nothing goes on that is not written down: the run ends in order, and the caller is told.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Stop(exception);

            // Workers must not wait for room for ever.
            await foreach (var settled in _settled.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                _run.Statistics.Settled(settled.Step.Outcome!);
            }
        }
    }

    private void Stop(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _fatal, exception, null) is null)
        {
            Log.RunStopped(_run.Parts.Logger, _run.Name, exception);
        }

        // What analyzers and targets of the host do about it must neither throw into the stage that stops nor hold it up.
        _ = _stop.CancelAsync();
    }

    /// <summary>Records that were read and not grouped were never received; groups without an outcome are interrupted.</summary>
    private async ValueTask InterruptLeftAsync()
    {
        var left = _run.Scheduler.ListUnfinished().ToList();
        var isHandedOn = left.ToHashSet();
        try
        {
            left.AddRange(_intake.ListLeft());
        }
#pragma warning disable CA1031 // What stopped the run may stop this too; what is settled is told all the same.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Stop(exception);
        }

        var settled = new List<SettledGroup>(left.Count);
        foreach (var item in left)
        {
            if (!isHandedOn.Contains(item))
            {
                _run.Statistics.HandedOn();
            }

            settled.Add(new SettledGroup(item, WorkStep.Done(Interrupted(item))));
        }

        if (_fatal is not null)
        {
            settled.ForEach(item => _run.Statistics.Settled(item.Step.Outcome!));
            return;
        }

        try
        {
            await _settler.SettleAsync(settled).ConfigureAwait(false);
            await _settler.SaveCursorAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As for the outcomes before: the caller is told.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Stop(exception);
        }
    }

    private TriageOutcome Interrupted(WorkItem item) => new()
    {
        Group = item.Group.Id,
        Decision = TriageDecision.Interrupted,
        Order = item.Order,
        Occurrences = item.Group.Occurrences,
        Service = item.Group.Services.Count > 0 ? item.Group.Services[0] : null,
        ErrorType = item.Analysis?.ErrorType,
        Attempts = item.Attempts,
        Elapsed = _run.Time.GetElapsedTime(item.Began),
        Reason = item.Open is null ? "The run was cancelled."
            : "The run was cancelled while a ticket was being filed; the next run asks the target.",
    };
}
