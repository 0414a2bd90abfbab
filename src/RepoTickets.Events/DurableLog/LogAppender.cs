using System.Buffers;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>Appends groups of events to the log under the lock of the folder. Thread-safe; one group at a time.</summary>
internal sealed class LogAppender(
    LogFolder folder, EventLogOptions options, EventJson json, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LogTail _tail = new(folder, options, timeProvider, logger);
    private readonly ArrayBufferWriter<byte> _lines = new(64 << 10);
    private readonly ArrayBufferWriter<byte> _event = new(1024);
    private long _segments;

    internal long Logged { get; private set; }

    internal long Duplicates { get; private set; }

    internal long Damaged => _tail.Damaged;

    internal long Next => _tail.Next;

    /// <summary>Reads the end of the log. Returned is through which derived event it is complete.</summary>
    /// <param name="beginAfter">Where an empty log begins: after this commit.</param>
    /// <param name="cancellationToken">Stops waiting for the lock.</param>
    internal async ValueTask<EventId> OpenAsync(long beginAfter, CancellationToken cancellationToken)
    {
        folder.Create(options.Flush);
        await WithLockAsync(() =>
        {
            _tail.BeginLocked(beginAfter);
            Retain();
        }, cancellationToken).ConfigureAwait(false);
        return _tail.Through;
    }

    /// <summary>Appends those events that are not in the log yet.</summary>
    /// <exception cref="FileSystemException">Nothing was appended.</exception>
    internal ValueTask AppendAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) =>
        WithLockAsync(() => AppendLocked(events), cancellationToken);

    public void Dispose()
    {
        _tail.Dispose();
        _turn.Dispose();
    }

    private async ValueTask WithLockAsync(Action action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (folder.Files.GetStatus(folder.Root) is null)
            {
                // Somebody cleaned the repository up.
                folder.Create(options.Flush);
            }

            IFileLock? held;
            while ((held = folder.Files.TryLock(folder.LockPath)) is null)
            {
                await Task.Delay(LockPoll, timeProvider, cancellationToken).ConfigureAwait(false);
            }

            using (held)
            {
                _tail.RefreshLocked();
                action();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void AppendLocked(IReadOnlyList<Event> events)
    {
        _lines.ResetWrittenCount();
        var ids = new List<EventId>(events.Count);
        var duplicates = 0;
        RestartIfFeedDid(events);
        var through = _tail.Through;
        var group = _tail.BeginGroupLocked();
        foreach (var made in events)
        {
            if (made.Id.IsDerived && made.Id <= through)
            {
                duplicates++;
            }
            else if (TryWrite(made, group))
            {
                ids.Add(made.Id);
                through = made.Id.IsDerived ? made.Id : through;
            }
        }

        if (ids.Count > 0)
        {
            _tail.AppendLocked(_lines.WrittenSpan, ids);
        }
        else if (duplicates > 0)
        {
            // Whoever logged them may have died before the flush.
            _tail.FlushLocked();
        }

        Logged += ids.Count;
        Duplicates += duplicates;
        var segments = _tail.First;
        if (_segments != segments)
        {
            _segments = segments;
            Retain();
        }
    }

    /// <summary>
    /// Another store stands where the old one was, and its positions begin anew: what it derives is not known yet, whatever the numbers
    /// say.
    /// </summary>
    private void RestartIfFeedDid(IReadOnlyList<Event> events)
    {
        foreach (var made in events)
        {
            if (made.Payload is FeedGap gap && gap.To < gap.From && _tail.Through.Position > gap.To)
            {
                _tail.RestartLocked(gap.To);
            }
        }
    }

    /// <summary>The events are in the log already: that an old segment cannot be removed must not have them appended again.</summary>
    private void Retain()
    {
        try
        {
            LogRetention.ApplyLocked(folder, options, timeProvider.GetUtcNow());
        }
        catch (FileSystemException exception)
        {
            EventLogMessages.RetentionFailed(logger, exception);
        }
    }

    private bool TryWrite(Event made, long group)
    {
        try
        {
            _event.ResetWrittenCount();
            json.Write(made, _event);
            LogLine.Append(_event.WrittenSpan, group, _lines);
            return true;
        }
#pragma warning disable CA1031 // Whatever an application's converter throws, its payload must not keep all later events out; it is logged.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            EventLogMessages.NotWritable(logger, made.Type, made.Id, exception);
            return false;
        }
    }
}
