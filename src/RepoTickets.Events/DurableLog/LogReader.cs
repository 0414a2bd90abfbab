using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>What <see cref="LogReader.Read"/> found.</summary>
internal enum LogFinding
{
    /// <summary>An event.</summary>
    Event,

    /// <summary>A line that cannot be read, passed over.</summary>
    Damaged,

    /// <summary>The end, for now.</summary>
    End,
}

/// <summary>A place in the log, moving forward over segments, also while others append and remove. Not thread-safe.</summary>
internal sealed class LogReader(LogFolder folder, EventJson json) : IDisposable
{
    private IAppendFile? _file;
    private SegmentReader? _lines;
    private long _first;

    /// <summary>The number of the event that comes next.</summary>
    internal long Next { get; private set; } = 1;

    /// <summary>What the header of the present segment says: derived events through here stand before it.</summary>
    internal EventId Through { get; private set; }

    /// <summary>Events that had been removed before this reader came to them.</summary>
    internal long Missed { get; private set; }

    internal void ForgetMissed() => Missed = 0;

    /// <summary>Goes to an event, or to the oldest one when it has been removed, or to the end when there are not so many.</summary>
    internal void Seek(long number)
    {
        Close();
        Next = number;
        var segments = folder.ListSegments();
        if (segments.Count == 0)
        {
            return;
        }

        var at = Math.Max(segments.FindLastIndex(first => first <= number), 0);
        if (!TryOpen(segments[at], at == segments.Count - 1))
        {
            return;
        }

        while (Next < number && _lines!.TryRead(out _))
        {
            Next++;
        }
    }

    /// <summary>Goes to the end.</summary>
    internal void SeekEnd()
    {
        Seek(folder.ListSegments() is [.., var last] ? last : 1);
        while (_lines?.TryRead(out _) == true)
        {
            Next++;
        }
    }

    /// <summary>The next event.</summary>
    internal LogFinding Read(out LoggedEvent found)
    {
        found = default;
        while (true)
        {
            if (_lines is null && !TryGoOn())
            {
                return LogFinding.End;
            }

            if (_lines!.TryRead(out var line))
            {
                var number = Next++;
                return TryDecode(line, number, out found) ? LogFinding.Event : LogFinding.Damaged;
            }

            // A segment gets no more lines once there is one behind it. Whatever was appended last was appended before that one was made.
            if (!HasLaterSegment())
            {
                return LogFinding.End;
            }

            if (!_lines.TryRead(out line))
            {
                Close();
                continue;
            }

            var last = Next++;
            return TryDecode(line, last, out found) ? LogFinding.Event : LogFinding.Damaged;
        }
    }

    public void Dispose() => Close();

    private bool TryDecode(ReadOnlySpan<byte> line, long number, out LoggedEvent found)
    {
        found = default;
        if (!LogLine.IsWhole(line))
        {
            return false;
        }

        try
        {
            found = new(number, json.Read(line, EventJson.MaximumBytes + LogLine.AddedLength));
            return true;
        }
#pragma warning disable CA1031 // What an application's converter throws on reading makes the line unreadable, not the log.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private bool HasLaterSegment() => folder.ListSegments() is [.., var last] && last > _first;

    /// <summary>Opens the segment with the next event; the oldest one when that was removed.</summary>
    private bool TryGoOn()
    {
        var segments = folder.ListSegments();
        foreach (var first in segments)
        {
            if (first >= Next && TryOpen(first, isLast: first == segments[^1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False when the segment has been removed meanwhile, or has no beginning yet.</summary>
    private bool TryOpen(long first, bool isLast)
    {
        Close();
        var status = folder.Files.GetStatus(folder.SegmentPath(first));
        if (status is null || (!isLast && status.Value.Stamp.Size == 0))
        {
            // Opening makes a file that is not there: one that retention removed at the wrong moment comes back empty, and stands for
            // nothing.
            return false;
        }

        _file = folder.Files.OpenAppendFile(folder.SegmentPath(first));
        var lines = new SegmentReader(_file);
        if (!lines.TryRead(out var line) || !SegmentHeader.TryRead(line, out var header))
        {
            Close();
            return false;
        }

        Missed += Math.Max(0, first - Next);
        (_first, _lines, Next, Through) = (first, lines, first, header.Through);
        return true;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _lines = null;
    }
}
