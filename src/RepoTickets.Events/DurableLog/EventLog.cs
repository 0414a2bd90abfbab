using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>The durable log: takes events from the bus, appends them in groups, serves readers and named subscribers.</summary>
internal sealed class EventLog : IEventLog, IAsyncDisposable, IDisposable
{
    /// <summary>Events that wait for the device at most; beyond it the bus, and in the end its publishers, wait.</summary>
    internal const int QueueCapacity = 8_192;

    private const int MaximumGroup = 1_024;
    private const int MaximumNameLength = 64;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly LogParts _parts;
    private readonly LogAppender _appender;
    private readonly Channel<LogWork> _queue = Channel.CreateBounded<LogWork>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly List<DurableSubscription> _subscriptions = [];
    private Task _writing = Task.CompletedTask;
    private EventLogException? _failure;
    private QueueSubscription? _source;
    private IEventBus? _bus;
    private long _dropped;
    private bool _isOpen;
    private bool _isClosed;

    internal EventLog(LogParts parts)
    {
        EventLogOptionsRules.Check(parts.Options);
        _parts = parts;
        _appender = new(parts.Folder, parts.Options, parts.Json, parts.Time, parts.Logger);
    }

    /// <summary>Opens the log for writing. Returned is through which derived event it is complete.</summary>
    /// <param name="beginAfter">Where an empty log begins.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EventLogException">The folder cannot be written.</exception>
    internal async ValueTask<EventId> OpenAsync(long beginAfter, CancellationToken cancellationToken)
    {
        try
        {
            var through = await _appender.OpenAsync(beginAfter, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                if (!_isOpen)
                {
                    _isOpen = true;
                    _writing = Task.Run(WriteAsync, CancellationToken.None);
                }
            }

            return through;
        }
        catch (FileSystemException exception)
        {
            throw LogFolder.Explain(exception, "The event log cannot be opened.");
        }
    }

    /// <summary>Has the bus hand its events over.</summary>
    internal void Attach(IEventBus bus)
    {
        _bus = bus;
        _source = (QueueSubscription)bus.Subscribe(
            "*", TakeAsync, new() { Name = "event-log", Capacity = QueueCapacity, WhenFull = FullQueuePolicy.Wait });
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_source?.Queue.WhenDealtWith() is { } handedOver)
        {
            await handedOver.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowIfFailed();
        if (!Volatile.Read(ref _isOpen))
        {
            throw new EventLogException("The event log is not open, because the bus was not started: call IEventBus.StartAsync first.");
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(new(null, done), cancellationToken).ConfigureAwait(false);
        await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        EventLogStart from = default,
        string pattern = "*",
        bool follow = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var wanted = EventPattern.Parse(pattern);
        using var reader = new LogReader(_parts.Folder, _parts.Json);
        Guard(() => LogPlace.Seek(reader, _parts.Folder, from));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var signal = _parts.Signal.Next;
            var found = default(LoggedEvent);
            var finding = LogFinding.End;
            Guard(() => finding = reader.Read(out found));
            if (finding == LogFinding.Event)
            {
                if (wanted.Matches(found.Event.Type))
                {
                    yield return found;
                }
            }
            else if (finding == LogFinding.End)
            {
                if (!follow)
                {
                    yield break;
                }

                await LogSignal.WaitAsync(signal, _parts.Options.PollInterval, _parts.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public IDurableSubscription Subscribe(
        string name, Func<Event, CancellationToken, ValueTask> handler, DurableSubscriptionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        if (name.Length > MaximumNameLength || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{DisplayText.Escape(name)}' cannot be the name of a subscriber: " +
                $"use 1 to {MaximumNameLength} of a-z, 0-9, - and _.", nameof(name));
        }

        options = DurableSubscriptionOptions.Check(options);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IEventLog));
            var subscription = new DurableSubscription(_parts, name, handler, options, Forget);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    public EventLogStatistics GetStatistics()
    {
        DurableSubscription[] subscriptions;
        lock (_gate)
        {
            subscriptions = [.. _subscriptions];
        }

        return Guard(() =>
        {
            var segments = _parts.Folder.ListSegments();
            using var end = new LogReader(_parts.Folder, _parts.Json);
            end.SeekEnd();
            return new EventLogStatistics(
                segments.Count > 0 ? segments[0] : end.Next,
                end.Next,
                segments.Count,
                segments.Sum(first => _parts.Folder.Files.GetStatus(_parts.Folder.SegmentPath(first))?.Stamp.Size ?? 0),
                _appender.Logged,
                _appender.Duplicates,
                _appender.Damaged,
                [.. subscriptions.Select(static subscription => subscription.GetStatistics())]);
        });
    }

    public async ValueTask DisposeAsync()
    {
        DurableSubscription[] subscriptions;
        lock (_gate)
        {
            _isClosed = true;
            subscriptions = [.. _subscriptions];
        }

        foreach (var subscription in subscriptions)
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
        }

        // Whichever of the two the host disposes first: what handlers still publish is logged.
        if (_bus is not null)
        {
            await _bus.DisposeAsync().ConfigureAwait(false);
        }

        _queue.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        DropRest();
        _appender.Dispose();
    }

    /// <summary>For hosts that dispose synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Before the bus is started nobody writes: what finds no room is dropped and counted then, since waiting would hold up publishers for
    /// ever.
    /// </summary>
    private ValueTask TakeAsync(Event made, CancellationToken cancellationToken)
    {
        if (_queue.Writer.TryWrite(new(made, null)))
        {
            return default;
        }

        if (Volatile.Read(ref _isOpen))
        {
            return _queue.Writer.WriteAsync(new(made, null), cancellationToken);
        }

        NoteDropped(1);
        return default;
    }

    private void NoteDropped(long count)
    {
        var before = Interlocked.Add(ref _dropped, count) - count;
        if (before == 0 || long.Log2(before) != long.Log2(before + count))
        {
            EventLogMessages.NeverOpened(_parts.Logger, before + count);
        }
    }

    private void Forget(DurableSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private void DropRest()
    {
        var count = 0;
        while (_queue.Reader.TryRead(out var work))
        {
            work.Done?.TrySetException(new EventLogException("The event log was closed."));
            count += work.Event is null ? 0 : 1;
        }

        if (count > 0)
        {
            NoteDropped(count);
        }
    }

    private async Task WriteAsync()
    {
        var events = new List<Event>();
        var waiting = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (events.Count < MaximumGroup && _queue.Reader.TryRead(out var work))
            {
                if (work.Event is { } made)
                {
                    events.Add(made);
                }
                else
                {
                    waiting.Add(work.Done!);
                }
            }

            await AppendAsync(events).ConfigureAwait(false);
            Answer(waiting);
            events.Clear();
            waiting.Clear();
        }
    }

    /// <summary>A full disk or a missing permission is waited out; a flush that failed is not, since what it left is unknown.</summary>
    private async Task AppendAsync(List<Event> events)
    {
        var pause = ShortestPause;
        while (events.Count > 0 && _failure is null)
        {
            try
            {
                await _appender.AppendAsync(events, CancellationToken.None).ConfigureAwait(false);
                _parts.Signal.Set();
                return;
            }
            catch (FileSystemException exception) when (IsFlush(exception))
            {
                EventLogMessages.FlushFailed(_parts.Logger, exception);
                _failure = LogFolder.Explain(
                    exception, "A device flush of the event log failed; nothing more is logged until the application is started anew.");
            }
            catch (FileSystemException exception)
            {
                EventLogMessages.WriteFailed(_parts.Logger, events.Count, pause, exception);
                if (_closing.IsCancellationRequested)
                {
                    _failure = LogFolder.Explain(exception, "The event log was closed before its last events could be written.");
                    return;
                }

                await Task.Delay(pause, _parts.Time, CancellationToken.None).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
#pragma warning disable CA1031 // A defect here must not leave publishers waiting for ever: the log says that it is broken.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                EventLogMessages.Broken(_parts.Logger, exception);
                _failure = new EventLogException($"The event log is broken and logs nothing more: {exception.Message}", exception);
            }
        }
    }

    private static bool IsFlush(FileSystemException exception) =>
        exception.Operation.Contains("sync", StringComparison.Ordinal) || exception.Operation.Contains("flush", StringComparison.Ordinal);

    private void Answer(List<TaskCompletionSource> waiting)
    {
        foreach (var done in waiting)
        {
            if (_failure is { } failure)
            {
                done.TrySetException(failure);
            }
            else
            {
                done.TrySetResult();
            }
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new EventLogException(failure.Message, failure);
        }
    }

    private static void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FileSystemException exception)
        {
            throw LogFolder.Explain(exception, "The event log cannot be read.");
        }
    }

    /// <summary>An event to write, or somebody who waits for those before.</summary>
    private readonly record struct LogWork(Event? Event, TaskCompletionSource? Done);
}
