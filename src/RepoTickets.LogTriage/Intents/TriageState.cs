using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// What triage remembers: intents and their results, comments, cursors; shared by the processes of this machine. An intent is on the
/// device before the call that it announces is made, so whoever comes later knows that the target must be asked. Thread-safe.
/// </summary>
internal sealed partial class TriageState : IAsyncDisposable
{
    private readonly TriageStateSettings _settings;
    private readonly StateModel _model = new();
    private readonly StateJournal _journal;
    private readonly StateOwner _owner;
    private readonly StateQueue _queue;
    private readonly Lock _gate = new();

    private TriageState(StateFolder folder, TriageStateSettings settings)
    {
        _settings = settings;
        _journal = new StateJournal(folder, _model);
        _owner = new StateOwner(folder, settings);
        _queue = new StateQueue(folder, settings, _model, _journal, _gate);
    }

    /// <summary>Something in the journal could not be read, so "no intent" may be wrong.</summary>
    internal bool IsDamaged => _journal.Damaged > 0;

    private TimeProvider Time => _settings.Time;

    /// <summary>Opens the state to look only: no byte is written. A folder that is not there is an empty state.</summary>
    /// <exception cref="TriageStateException">It cannot be read.</exception>
    internal static TriageState OpenToLook(StateFolder folder, TriageStateSettings settings)
    {
        var state = new TriageState(folder, settings);
        state.Look();
        return state;
    }

    /// <summary>Opens the state to write, making it when it is not there.</summary>
    /// <exception cref="TriageStateException">It cannot be written.</exception>
    internal static async ValueTask<TriageState> OpenAsync(
        StateFolder folder, TriageStateSettings settings, CancellationToken cancellationToken)
    {
        var state = new TriageState(folder, settings);
        try
        {
            folder.Create();
            state._owner.Begin();
            await state.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (state.IsDamaged)
            {
                Log.StateDamaged(settings.Logger, folder.JournalPath, state._journal.Damaged);
            }

            return state;
        }
        catch (FileSystemException exception)
        {
            await state.DisposeAsync().ConfigureAwait(false);
            throw StateFolder.Explain(exception, "Triage cannot open its state, so nothing is filed.");
        }
        catch
        {
            await state.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What is known of a group under any of its names; that with a ticket first.</summary>
    internal IntentRecord? Find(string target, IReadOnlyList<LogGroupId> names)
    {
        lock (_gate)
        {
            return FindIn(_model, target, names);
        }
    }

    /// <summary>All groups that have a ticket in a target.</summary>
    internal IReadOnlyList<IntentRecord> ListFiled(string target)
    {
        lock (_gate)
        {
            return [.. _model.GroupsIn(target).Where(static record => record.Phase == IntentPhase.Filed)];
        }
    }

    /// <summary>When triage filed a ticket, for whatever group; null when it did not, or does not remember.</summary>
    internal DateTimeOffset? FiledAt(string target, string key)
    {
        lock (_gate)
        {
            return _model.GroupsIn(target).Where(record => record.Phase == IntentPhase.Filed && record.Key == key)
                .Max(static record => (DateTimeOffset?)record.At);
        }
    }

    internal DateTimeOffset? CommentedAt(string target, string key)
    {
        lock (_gate)
        {
            return _model.CommentedAt(target, key);
        }
    }

    internal string? Cursor(string source)
    {
        lock (_gate)
        {
            return _model.Cursor(source);
        }
    }

    internal Task<bool> SeenAsync(string target, LogGroupId group, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Seen) { Target = target, Group = group, At = Time.GetUtcNow() }, cancellationToken);

    internal Task<bool> CommentedAsync(string target, string key, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Commented) { Target = target, Key = key, At = Time.GetUtcNow() }, cancellationToken);

    internal Task<bool> SaveCursorAsync(string source, string position, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Cursor) { Key = source, Text = position, At = Time.GetUtcNow() }, cancellationToken);

    /// <summary>Waits until all that was asked for before is on the device.</summary>
    internal Task FlushAsync(CancellationToken cancellationToken) => _queue.AskAsync<bool>(static _ => (true, []), cancellationToken);

    /// <summary>An attempt of this opening.</summary>
    internal bool IsOwn(IntentRecord record) => record.Owner == _owner.Name;

    /// <summary>
    /// A call of this opening goes on although nobody waits for it; until it has ended, its intent is not one of the dead.
    /// </summary>
    internal void KeepOwnerUntil(Task call) => _owner.KeepUntil(call);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _owner.End();
    }

    private Task<bool> AppendAsync(StateLine line, CancellationToken cancellationToken) =>
        _queue.AskAsync<bool>(_ => (true, [line]), cancellationToken);

    private void Look()
    {
        try
        {
            lock (_gate)
            {
                _journal.Look();
            }
        }
        catch (FileSystemException exception)
        {
            throw StateFolder.Explain(exception, "The state of triage cannot be read.");
        }
    }
}
