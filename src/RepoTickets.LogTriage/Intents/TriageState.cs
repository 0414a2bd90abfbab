using System.Globalization;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// What triage remembers: intents and their results, comments, cursors; shared by the processes of this machine. An intent is on the
/// device before the call that it announces is made, so whoever comes later knows that the target must be asked. Thread-safe.
/// </summary>
internal sealed class TriageState : IAsyncDisposable
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(2);

    private static readonly IReadOnlyList<StateLine> Nothing = [];

    private readonly StateFolder _folder;
    private readonly TriageStateSettings _settings;
    private readonly StateModel _model = new();
    private readonly StateJournal _journal;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<StateRequest> _waiting = [];
    private readonly List<Task> _calls = [];
    private IFileLock? _life;
    private Exception? _poison;

    private TriageState(StateFolder folder, TriageStateSettings settings)
    {
        _folder = folder;
        _settings = settings;
        _journal = new StateJournal(folder, _model);
        Owner = settings.Ids.NextBits().ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Names this process, or rather this opening of the state, among those that share the folder.</summary>
    internal string Owner { get; }

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
            state._life = folder.Files.TryLock(folder.OwnerPath(state.Owner))
                ?? throw new TriageStateException($"{folder.OwnerPath(state.Owner)} is locked already: identifiers are not random here.");
            using (var second = folder.Files.TryLock(folder.OwnerPath(state.Owner)))
            {
                if (second is not null)
                {
                    throw new TriageStateException(
                        $"Locks in {folder.Root} exclude nobody, so two processes could file one fault twice. " +
                        "Move the state to a local disk.");
                }
            }

            await state.AskAsync(static _ => (true, Nothing), cancellationToken).ConfigureAwait(false);
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
            return [.. _model.Groups.Where(record => record.Phase == IntentPhase.Filed && record.Target == target)];
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

    /// <summary>
    /// Announces that a ticket will be filed, unless there is one or somebody else is at it. Looking and announcing are one step, under
    /// the lock of the folder.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="names">The group and the names that were merged into it, the group first.</param>
    /// <param name="errorType">What the analyzer called the fault.</param>
    /// <param name="callTimeout">How long the announced call may take.</param>
    /// <param name="replaced">A ticket that is known but must not count, because the fault is to get a new one; null for none.</param>
    /// <param name="cancellationToken">Cancels waiting; the intent may then stand without a result.</param>
    internal Task<ClaimAnswer> ClaimAsync(
        string target,
        IReadOnlyList<LogGroupId> names,
        string errorType,
        TimeSpan callTimeout,
        string? replaced,
        CancellationToken cancellationToken) => AskAsync<ClaimAnswer>(
            model =>
            {
                if (FindIn(model, target, names) is { } known && !(known.Phase == IntentPhase.Filed && known.Key == replaced))
                {
                    return (new ClaimAnswer(JudgeLocked(known), known), Nothing);
                }

                var now = Time.GetUtcNow();
                var intent = new StateLine(StateKind.Intent)
                {
                    Target = target,
                    Group = names[0],
                    Attempt = _settings.Ids.NextBits().ToString("x16", CultureInfo.InvariantCulture),
                    Owner = Owner,
                    At = now,
                    Until = now + callTimeout,
                    Key = replaced ?? "",
                    Text = errorType,
                };
                var record = new IntentRecord
                {
                    Target = target,
                    Group = names[0],
                    Phase = IntentPhase.Open,
                    Attempt = intent.Attempt,
                    Owner = Owner,
                    At = now,
                    Until = intent.Until,
                    Key = intent.Key,
                    ErrorType = errorType,
                };
                return (new ClaimAnswer(ClaimVerdict.Granted, record), [intent]);
            },
            cancellationToken);

    /// <summary>The attempt led to a ticket, or the target has one. The answer need not be awaited: what is lost is found in the
    /// target.</summary>
    internal Task<bool> FiledAsync(string target, LogGroupId group, string key, string errorType, CancellationToken cancellationToken) =>
        AppendAsync(
            new StateLine(StateKind.Filed) { Target = target, Group = group, Key = key, Text = errorType, At = Time.GetUtcNow() },
            cancellationToken);

    /// <summary>The attempt certainly led to no ticket. False when it was closed otherwise meanwhile.</summary>
    internal Task<bool> VoidAsync(IntentRecord attempt, string reason, CancellationToken cancellationToken) => AskAsync<bool>(
        model =>
        {
            var isOpen = model.Find(attempt.Target, attempt.Group) is { Phase: IntentPhase.Open } open && open.Attempt == attempt.Attempt;
            StateLine line = new(StateKind.Void)
            {
                Target = attempt.Target,
                Group = attempt.Group,
                Attempt = attempt.Attempt,
                Text = DisplayText.Escape(reason, 200),
                At = Time.GetUtcNow(),
            };
            return (isOpen, isOpen ? [line] : []);
        },
        cancellationToken);

    internal Task<bool> SeenAsync(string target, LogGroupId group, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Seen) { Target = target, Group = group, At = Time.GetUtcNow() }, cancellationToken);

    internal Task<bool> CommentedAsync(string target, string key, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Commented) { Target = target, Key = key, At = Time.GetUtcNow() }, cancellationToken);

    internal Task<bool> SaveCursorAsync(string source, string position, CancellationToken cancellationToken) =>
        AppendAsync(new StateLine(StateKind.Cursor) { Key = source, Text = position, At = Time.GetUtcNow() }, cancellationToken);

    /// <summary>Waits until all that was asked for before is on the device.</summary>
    internal Task FlushAsync(CancellationToken cancellationToken) => AskAsync(static _ => (true, Nothing), cancellationToken);

    /// <summary>
    /// A call of this owner goes on although nobody waits for it: until it has ended, the owner counts as alive, also after the state is
    /// closed, so that no other run takes its intent for one of the dead.
    /// </summary>
    internal void KeepOwnerUntil(Task call)
    {
        lock (_calls)
        {
            _calls.RemoveAll(static one => one.IsCompleted);
            _calls.Add(call);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _journal.Dispose();
            if (_life is { } life)
            {
                _life = null;
                Task calls;
                lock (_calls)
                {
                    calls = Task.WhenAll(_calls);
                }

                if (calls.IsCompleted)
                {
                    Release(life);
                }
                else
                {
                    _ = ReleaseAfterAsync(calls, life);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Release(IFileLock life)
    {
        using (life)
        {
            DeleteOwnerFile(Owner);
        }
    }

    private async Task ReleaseAfterAsync(Task calls, IFileLock life)
    {
        await calls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Release(life);
    }

    private static IntentRecord? FindIn(StateModel model, string target, IReadOnlyList<LogGroupId> names)
    {
        IntentRecord? open = null;
        foreach (var name in names)
        {
            if (model.Find(target, name) is { } record)
            {
                if (record.Phase == IntentPhase.Filed)
                {
                    return record;
                }

                open ??= record;
            }
        }

        return open;
    }

    private ClaimVerdict JudgeLocked(IntentRecord record) => record.Phase switch
    {
        IntentPhase.Filed => ClaimVerdict.Filed,
        _ when record.Owner == Owner || !IsAlive(record.Owner) => ClaimVerdict.Unsettled,
        _ => ClaimVerdict.Busy,
    };

    /// <summary>A process holds its lock for as long as it lives, and the kernel lets go when it dies: nothing is guessed by the
    /// clock.</summary>
    private bool IsAlive(string owner)
    {
        using (var taken = _folder.Files.TryLock(_folder.OwnerPath(owner)))
        {
            if (taken is null)
            {
                return true;
            }
        }

        DeleteOwnerFile(owner);
        return false;
    }

    private void DeleteOwnerFile(string owner)
    {
        try
        {
            _folder.Files.Delete(_folder.OwnerPath(owner));
        }
        catch (FileSystemException exception)
        {
            // An empty file is left over; it says nothing wrong.
            Log.OwnerFileLeft(_settings.Logger, _folder.OwnerPath(owner), exception);
        }
    }

    private Task<bool> AppendAsync(StateLine line, CancellationToken cancellationToken) =>
        AskAsync<bool>(_ => (true, [line]), cancellationToken);

    private Task<T> AskAsync<T>(Func<StateModel, (T Answer, IReadOnlyList<StateLine> Lines)> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new StateRequest<T>(decide);
        lock (_waiting)
        {
            _waiting.Add(request);
        }

        // Off the caller's thread: the calls of the file system block, and whoever gets the turn serves all who wait.
        _ = Task.Run(ServeAsync, CancellationToken.None);
        return request.Answer.WaitAsync(cancellationToken);
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

    /// <summary>Many requests share one lock and one flush.</summary>
    private async ValueTask ServeGroupAsync(StateRequest[] group)
    {
        try
        {
            if (_poison is { } poison)
            {
                throw new TriageStateException(
                    "The state of triage could not be written earlier in this run, so nothing more is filed. Run it again.", poison);
            }

            using var held = await LockAsync().ConfigureAwait(false);
            var lines = new List<StateLine>();
            lock (_gate)
            {
                _journal.RefreshLocked();
                var pending = new StateModelOverlay(_model);
                foreach (var request in group)
                {
                    // Each decision must see the lines of those before it, which are not in the model before they are flushed.
                    var added = request.Decide(pending.Model);
                    pending.Apply(added);
                    lines.AddRange(added);
                }

                if (lines.Count > 0)
                {
                    _journal.AppendLocked(lines);
                }

                if (_journal.Length > _settings.JournalLimit)
                {
                    _journal.CondenseLocked(Time.GetUtcNow() - _settings.Retention);
                }
            }
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
        var start = Time.GetTimestamp();
        while (true)
        {
            if (_folder.Files.TryLock(_folder.LockPath) is { } held)
            {
                return held;
            }

            if (Time.GetElapsedTime(start) > _settings.LockTimeout)
            {
                throw new TriageStateException(
                    $"{_folder.LockPath} was held by another process for more than " +
                    $"{_settings.LockTimeout.TotalSeconds:0} s. Is it stopped?");
            }

            await Task.Delay(LockPoll, Time).ConfigureAwait(false);
        }
    }

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
