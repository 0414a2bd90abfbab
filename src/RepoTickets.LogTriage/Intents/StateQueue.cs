using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// Those who ask the state at the same time share one turn, one lock of the folder and one flush; what nobody waits for goes with the next
/// flush that somebody does wait for. Each decision sees what those before it wrote. After a failure nothing more is written. Thread-safe.
/// </summary>
/// <param name="folder">Where the lock lies.</param>
/// <param name="settings">Clock and bounds.</param>
/// <param name="model">The state; guarded by <paramref name="gate"/>.</param>
/// <param name="journal">Its lines; guarded by <paramref name="gate"/>.</param>
/// <param name="gate">Those who only read take it, too.</param>
internal sealed class StateQueue(StateFolder folder, TriageStateSettings settings, StateModel model, StateJournal journal, Lock gate)
    : IAsyncDisposable
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(2);

    /// <summary>No longer does anything wait for the flush of something else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<StateRequest> _waiting = [];
    private Exception? _poison;
    private bool _isClosed;
    private bool _isPatient;
    private long _waitingSince;

    /// <summary>Asks for a decision and for the lines that follow from it to be on the device.</summary>
    internal Task<T> AskAsync<T>(Func<StateModel, (T Answer, IReadOnlyList<StateLine> Lines)> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new StateRequest<T>(decide);
        lock (_waiting)
        {
            _waiting.Add(request);
        }

        // Off the caller's thread: whoever gets the turn serves all who wait.
        _ = Task.Run(ServeAsync, CancellationToken.None);
        return request.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Asks for what nobody will wait for before <see cref="AskAsync"/> is called again: it costs no flush of its own while there are
    /// others.
    /// </summary>
    internal Task<T> AskPatientlyAsync<T>(Func<StateModel, (T Answer, IReadOnlyList<StateLine> Lines)> decide)
    {
        var request = new StateRequest<T>(decide);
        lock (_waiting)
        {
            if (_waiting.Count == 0)
            {
                _waitingSince = settings.Time.GetTimestamp();
            }

            _waiting.Add(request);
            if (_isPatient)
            {
                return request.Answer;
            }

            _isPatient = true;
        }

        _ = ServeLaterAsync();
        return request.Answer;
    }

    /// <summary>Closes the journal when nobody is served. Who asks after that is told that it is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _isClosed = true;
            journal.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ServeLaterAsync()
    {
        var wait = Patience;
        while (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, settings.Time).ConfigureAwait(false);
            lock (_waiting)
            {
                // Those for whom the wait was begun may have gone with somebody else meanwhile, and later ones wait now.
                wait = _waiting.Count == 0 ? TimeSpan.Zero : Patience - settings.Time.GetElapsedTime(_waitingSince);
                _isPatient = wait > TimeSpan.Zero;
            }
        }

        await ServeAsync().ConfigureAwait(false);
    }

    private async Task ServeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            StateRequest[] group;
            lock (_waiting)
            {
                group = [.. _waiting];
                _waiting.Clear();
            }

            if (group.Length > 0)
            {
                await ServeGroupAsync(group).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask ServeGroupAsync(StateRequest[] group)
    {
        try
        {
            if (_isClosed)
            {
                throw new TriageStateException("The state of triage is closed: its run has ended. Begin a new run.");
            }

            if (_poison is { } poison)
            {
                throw new TriageStateException(
                    "The state of triage could not be written earlier in this run, so nothing more is filed. Run it again.", poison);
            }

            using var held = await LockAsync().ConfigureAwait(false);
            if (Begin(group) is not { } writing)
            {
                return;
            }

            await writing.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever happened is handed to all who wait; nobody waits for ever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Poison(group, exception);
            return;
        }

        foreach (var request in group)
        {
            request.Complete();
        }
    }

    /// <summary>Null when there is no thread for it: those who wait are told, and later ones may have more luck, for nothing was
    /// written.</summary>
    private Task? Begin(StateRequest[] group)
    {
        try
        {
            return BlockingCall.RunAsync(() => Write(group), settings.Threads);
        }
        catch (TriageStateException exception)
        {
            foreach (var request in group)
            {
                request.Fail(exception);
            }

            return null;
        }
    }

    /// <summary>
    /// Only whoever has the turn changes the model. Those who read it do not wait for the device: every worker asks it of every group, and
    /// their threads would stand still for as long as a flush takes.
    /// </summary>
    private void Write(StateRequest[] group)
    {
        List<StateLine> lines;
        lock (gate)
        {
            journal.RefreshLocked();
            lines = DecideLocked(group);
        }

        if (lines.Count > 0)
        {
            journal.AppendLocked(lines);
            lock (gate)
            {
                lines.ForEach(model.Apply);
            }
        }

        if (journal.Length > settings.JournalLimit)
        {
            lock (gate)
            {
                journal.CondenseLocked(settings.Time.GetUtcNow() - settings.Retention);
            }
        }
    }

    private List<StateLine> DecideLocked(StateRequest[] group)
    {
        var lines = new List<StateLine>();
        var pending = new StateModelOverlay(model);
        foreach (var request in group)
        {
            // Each decision must see the lines of those before it, which are not in the model before they are flushed.
            var added = request.Decide(pending.Model);
            pending.Apply(added);
            lines.AddRange(added);
        }

        return lines;
    }

    private void Poison(StateRequest[] group, Exception exception)
    {
        _poison ??= exception;
        var told = exception is FileSystemException io
            ? StateFolder.Explain(io, "Whether it was written is not known, so triage files nothing more in this run.")
            : exception;
        foreach (var request in group)
        {
            request.Fail(told);
        }
    }

    private async ValueTask<IFileLock> LockAsync()
    {
        var start = settings.Time.GetTimestamp();
        while (true)
        {
            if (folder.Files.TryLock(folder.LockPath) is { } held)
            {
                return held;
            }

            if (settings.Time.GetElapsedTime(start) > settings.LockTimeout)
            {
                throw new TriageStateException(
                    $"{folder.LockPath} was held by another process for more than " +
                    $"{settings.LockTimeout.TotalSeconds:0} s. Is it stopped?");
            }

            await Task.Delay(LockPoll, settings.Time).ConfigureAwait(false);
        }
    }
}
