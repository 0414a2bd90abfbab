using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>Delivers the log to one named subscriber: waits until the name is free, goes on where it was, one event at a time.</summary>
internal sealed class DurableSubscription : IDurableSubscription
{
    private static readonly TimeSpan NamePoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>The subscription in whose handler the present flow is.</summary>
    private static readonly AsyncLocal<DurableSubscription?> Handling = new();

    private readonly LogParts _parts;
    private readonly DurableSubscriptionOptions _options;
    private readonly EventPattern _pattern;
    private readonly Func<Event, CancellationToken, ValueTask> _handler;
    private readonly CancellationTokenSource _ending = new();
    private readonly LogSignal _caughtUp = new();
    private readonly SubscriberCursor _cursor;
    private readonly DeadLetterFile _deadLetters;
    private readonly SemaphoreSlim _handling = new(1, 1);
    private readonly Action<DurableSubscription> _ended;
    private long _next;
    private long _delivered;
    private long _errors;
    private long _deadLettered;
    private long _missed;
    private int _sinceNote;
    private EventId? _last;
    private volatile bool _isServed;

    internal DurableSubscription(
        LogParts parts,
        string name,
        Func<Event, CancellationToken, ValueTask> handler,
        DurableSubscriptionOptions options,
        Action<DurableSubscription> ended)
    {
        Name = name;
        _parts = parts;
        _options = options;
        _pattern = EventPattern.Parse(options.Pattern);
        _handler = handler;
        _ended = ended;
        _cursor = new(parts.Folder, name, parts.Time);
        _deadLetters = new(parts.Folder, name, parts.Json, parts.Options.Flush, parts.Logger);
        using (ExecutionContext.SuppressFlow())
        {
            Completion = Task.Run(RunAsync);
        }
    }

    public string Name { get; }

    public Task Completion { get; }

    public DurableSubscriptionStatistics GetStatistics() => new(
        Name,
        _isServed,
        Interlocked.Read(ref _next),
        Interlocked.Read(ref _delivered),
        Interlocked.Read(ref _errors),
        Interlocked.Read(ref _deadLettered),
        Interlocked.Read(ref _missed));

    public async ValueTask CatchUpAsync(CancellationToken cancellationToken = default)
    {
        ThrowInsideHandler();
        using var end = new LogReader(_parts.Folder, _parts.Json);
        end.SeekEnd();
        while (true)
        {
            var signal = _caughtUp.Next;
            if (_isServed && Interlocked.Read(ref _next) >= end.Next)
            {
                return;
            }

            ObjectDisposedException.ThrowIf(Completion.IsCompleted, typeof(IDurableSubscription));
            await LogSignal.WaitAsync(signal, _parts.Options.PollInterval, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    public IReadOnlyList<DurableDeadLetter> ReadDeadLetters()
    {
        try
        {
            return _deadLetters.Read();
        }
        catch (FileSystemException exception)
        {
            throw new EventLogException($"The dead letters of {Name} cannot be read: {exception.Message}", exception);
        }
    }

    public async ValueTask<int> ReplayDeadLettersAsync(CancellationToken cancellationToken = default)
    {
        ThrowInsideHandler();
        if (!_isServed)
        {
            throw new InvalidOperationException(
                $"The subscriber {Name} is served by another process or subscription now: replay there, or when that has ended.");
        }

        var replayed = 0;
        foreach (var letter in ReadDeadLetters())
        {
            await _handling.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await _handler(letter.Event, cancellationToken).ConfigureAwait(false);
                _deadLetters.Remove(letter.Number);
                replayed++;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                CountError(letter.Event, letter.Attempts + 1, exception);
            }
            finally
            {
                _handling.Release();
            }
        }

        return replayed;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        _ended(this);
        if (Handling.Value != this)
        {
            // Inside its own handler it ends when the handler does.
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void ThrowInsideHandler()
    {
        if (Handling.Value == this)
        {
            throw new InvalidOperationException($"The handler of {Name} waits for itself. Do this outside of the handler.");
        }
    }

    private async Task RunAsync()
    {
        var failures = 0;
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var held = await TakeNameAsync().ConfigureAwait(false);
                using var reader = Open();
                _isServed = true;
                await ServeAsync(reader, () => failures = 0).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A subscription that ended unseen would lose events; it is logged and goes on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                var delay = Backoff(ShortestPause, ++failures);
                EventLogMessages.SubscriberFailed(_parts.Logger, Name, delay, exception);
                await PauseAsync(delay).ConfigureAwait(false);
            }
            finally
            {
                _isServed = false;
            }
        }
    }

    private async Task PauseAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _parts.Time, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private async Task<IFileLock> TakeNameAsync()
    {
        _parts.Folder.Create(_parts.Options.Flush);
        while (true)
        {
            _ending.Token.ThrowIfCancellationRequested();
            if (_parts.Folder.Files.TryLock(_parts.Folder.SubscriberLockPath(Name)) is { } held)
            {
                return held;
            }

            await Task.Delay(NamePoll, _parts.Time, _ending.Token).ConfigureAwait(false);
        }
    }

    private LogReader Open()
    {
        var reader = new LogReader(_parts.Folder, _parts.Json);
        var known = _cursor.Read(out var isLost);
        if (known is { } place && Proves(reader, place))
        {
            _last = place.Last;
        }
        else
        {
            var isNew = known is null && !isLost;
            if (!isNew)
            {
                EventLogMessages.CursorLost(_parts.Logger, Name);
            }

            LogPlace.Seek(reader, _parts.Folder, isNew ? _options.StartAt : EventLogStart.Oldest);
            reader.ForgetMissed();

            // Noted at once: a name that begins at the end must not begin at a later one after a restart.
            _last = null;
            _cursor.Write(reader.Next, null, _parts.Options.Flush);
        }

        Interlocked.Exchange(ref _next, reader.Next);
        return reader;
    }

    /// <summary>The event before the place is the one that was noted, or has been removed since.</summary>
    private static bool Proves(LogReader reader, (long Next, EventId? Last) place)
    {
        if (place.Last is not { } last)
        {
            reader.Seek(place.Next);
            return reader.Next >= place.Next;
        }

        reader.Seek(place.Next - 1);
        if (reader.Next != place.Next - 1)
        {
            // Removed by retention when what is there is later; another log when it ends before.
            var isLater = reader.Next > place.Next - 1;
            reader.ForgetMissed();
            reader.Seek(place.Next);
            return isLater;
        }

        return reader.Read(out var found) switch
        {
            LogFinding.Event => found.Number != place.Next - 1 || found.Event.Id == last,
            LogFinding.Damaged => true,
            _ => false,
        };
    }

    private async Task ServeAsync(LogReader reader, Action gotOn)
    {
        try
        {
            while (true)
            {
                var signal = _parts.Signal.Next;
                var finding = reader.Read(out var found);
                NoteMissed(reader);
                if (finding == LogFinding.End)
                {
                    Interlocked.Exchange(ref _next, reader.Next);
                    await PersistAsync(() => Note(reader.Next)).ConfigureAwait(false);
                    gotOn();
                    _caughtUp.Set();
                    await LogSignal.WaitAsync(signal, _parts.Options.PollInterval, _parts.Time, _ending.Token).ConfigureAwait(false);
                    continue;
                }

                if (finding == LogFinding.Event && _pattern.Matches(found.Event.Type))
                {
                    await DeliverAsync(found).ConfigureAwait(false);
                }

                _last = finding == LogFinding.Event ? found.Event.Id : null;
                Interlocked.Exchange(ref _next, reader.Next);
                if (++_sinceNote >= _options.NoteEvery)
                {
                    // Trying again here, not from the last note: a full disk must not have the same events delivered over and over.
                    await PersistAsync(() => Note(reader.Next)).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // Disposal comes this way too: what has been delivered need not come twice.
            Note(Interlocked.Read(ref _next));
        }
    }

    private async ValueTask PersistAsync(Action write)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                write();
                return;
            }
            catch (FileSystemException exception)
            {
                var delay = Backoff(ShortestPause, failures);
                EventLogMessages.SubscriberFailed(_parts.Logger, Name, delay, exception);
                await Task.Delay(delay, _parts.Time, _ending.Token).ConfigureAwait(false);
            }
        }
    }

    private void NoteMissed(LogReader reader)
    {
        if (reader.Missed > 0)
        {
            EventLogMessages.Missed(_parts.Logger, Name, reader.Missed);
            Interlocked.Add(ref _missed, reader.Missed);
            reader.ForgetMissed();
        }
    }

    private void Note(long next)
    {
        if (_sinceNote == 0)
        {
            return;
        }

        _cursor.Write(next, _last, _parts.Options.Flush);
        _sinceNote = 0;
    }

    private async ValueTask DeliverAsync(LoggedEvent found)
    {
        for (var attempt = 1; ; attempt++)
        {
            var error = await TryHandleAsync(found.Event, attempt).ConfigureAwait(false);
            if (error is null)
            {
                Interlocked.Increment(ref _delivered);
                return;
            }

            // What the end of the application makes fail is no fault of the event: it comes again.
            _ending.Token.ThrowIfCancellationRequested();
            if (attempt == _options.MaximumAttempts)
            {
                var letter = new DurableDeadLetter(
                    found.Number, found.Event, attempt, $"{error.GetType()}: {ErrorText.MessageOf(error)}", _parts.Time.GetUtcNow());
                await PersistAsync(() => _deadLetters.Add(letter)).ConfigureAwait(false);
                Interlocked.Increment(ref _deadLettered);
                return;
            }

            await Task.Delay(Backoff(_options.RetryDelay, attempt), _parts.Time, _ending.Token).ConfigureAwait(false);
        }
    }

    private async ValueTask<Exception?> TryHandleAsync(Event made, int attempt)
    {
        await _handling.WaitAsync(_ending.Token).ConfigureAwait(false);
        try
        {
            Handling.Value = this;
            await _handler(made, _ending.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_ending.IsCancellationRequested)
        {
            CountError(made, attempt, exception);
            return exception;
        }
        finally
        {
            Handling.Value = null;
            _handling.Release();
        }
    }

    private void CountError(Event made, int attempt, Exception exception)
    {
        Interlocked.Increment(ref _errors);
        EventLogMessages.HandlerFailed(_parts.Logger, Name, made.Type, made.Id, attempt, exception);
    }

    private static TimeSpan Backoff(TimeSpan first, int attempt)
    {
        var delay = first * Math.Pow(2, Math.Min(attempt - 1, 20));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
