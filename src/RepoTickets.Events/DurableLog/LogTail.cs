using System.Buffers;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// The end of the log, where events are appended. Several processes append to one log, each under the lock of the folder, so each begins by
/// reading what others have appended since. Not thread-safe; call with the lock held.
/// </summary>
internal sealed class LogTail(LogFolder folder, EventLogOptions options, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    // Segments go as a whole, when the newest event in them is too old and another segment is begun: the oldest is older than that by two
    // such parts of the time at most.
    private const int SegmentsInRetention = 8;

    private IAppendFile? _file;
    private long _first;
    private long _end;
    private DateTimeOffset _begun;

    /// <summary>The number of the first event of the newest segment.</summary>
    internal long First => _first;

    /// <summary>The number that the next event gets.</summary>
    internal long Next { get; private set; } = 1;

    /// <summary>Derived events through here are in the log.</summary>
    internal EventId Through { get; private set; }

    /// <summary>Lines that could not be read.</summary>
    internal long Damaged { get; private set; }

    /// <summary>An event that is in the log already; published ones never are.</summary>
    internal bool Has(EventId id) => id.IsDerived && id <= Through;

    /// <summary>Reads what others have appended, and removes what a process that died has left half-written.</summary>
    internal void RefreshLocked()
    {
        var segments = folder.ListSegments();
        if (segments.Count == 0)
        {
            Close();
            return;
        }

        if (_file is null || segments[^1] != _first || !_file.IsStillNamed)
        {
            OpenLocked(segments);
        }

        ScanLocked();
    }

    /// <summary>
    /// Begins an empty log. It says from the start after which commit it begins: of two processes that open it at once, the one that has
    /// followed the feed less far would otherwise find its first events taken for known.
    /// </summary>
    internal void BeginLocked(long afterPosition)
    {
        if (_file is null)
        {
            Through = new(afterPosition, long.MaxValue, 0);
            RotateLocked();
        }
    }

    /// <summary>From here on, what is derived from commits after this one is new.</summary>
    internal void RestartLocked(long afterPosition)
    {
        Through = new(afterPosition, long.MaxValue, 0);
        RotateLocked();
    }

    /// <summary>Begins a group of lines, in a new segment when this one is full or old; returned is its place in the file.</summary>
    internal long BeginGroupLocked()
    {
        if (_file is null || _end >= options.SegmentBytes ||
            (Next > _first && (timeProvider.GetUtcNow() - _begun).Duration() >= options.RetainFor / SegmentsInRetention))
        {
            RotateLocked();
        }

        return _end;
    }

    /// <summary>Appends lines and makes them durable. All of them, or an exception and nothing that counts.</summary>
    /// <param name="lines">Whole lines, each with its end, for the group that <see cref="BeginGroupLocked"/> began.</param>
    /// <param name="ids">The events in them.</param>
    internal void AppendLocked(ReadOnlySpan<byte> lines, IReadOnlyCollection<EventId> ids)
    {
        try
        {
            _file!.Write(_end, lines);
        }
        catch (FileSystemException)
        {
            // What was written of them has no complete last line, or complete lines that nobody was told of: both go.
            TryCut();
            throw;
        }

        FlushLocked();
        _end += lines.Length;
        Next += ids.Count;
        foreach (var id in ids)
        {
            Note(id);
        }
    }

    /// <summary>Makes durable what is in the newest segment, also what others have appended.</summary>
    internal void FlushLocked()
    {
        if (options.Flush)
        {
            _file?.Flush();
        }
    }

    public void Dispose() => Close();

    private void OpenLocked(List<long> segments)
    {
        Close();
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var path = folder.SegmentPath(segments[i]);
            var file = folder.Files.OpenAppendFile(path);
            var reader = new SegmentReader(file);
            if (reader.TryRead(out var line) && SegmentHeader.TryRead(line, out var header) && header.First == segments[i])
            {
                (_file, _first, _end, _begun) = (file, header.First, reader.Offset, header.Begun);
                Next = header.First;
                Through = header.Through;
                FlushNamesLocked();
                return;
            }

            // The header is flushed before any event goes in: without one, there is none that was acknowledged. It is kept all the same.
            file.Dispose();
            folder.Files.Replace(path, path + ".damaged");
            EventLogMessages.SegmentSetAside(logger, path);
        }
    }

    private void ScanLocked()
    {
        if (_file is not { } file || file.Length == _end)
        {
            return;
        }

        var end = FindEndLocked(file);
        var reader = new SegmentReader(file, _end);
        while (reader.Offset < end && reader.TryRead(out var line))
        {
            Next++;
            if (LogLine.IsWhole(line) && LogLine.TryReadId(line, out var id))
            {
                Note(id);
            }
            else
            {
                Damaged++;
                EventLogMessages.DamagedLine(logger, folder.SegmentPath(_first), Next - 1);
            }
        }

        _end = end;
        if (file.Length > _end)
        {
            EventLogMessages.TornTail(logger, folder.SegmentPath(_first), file.Length - _end);
            file.SetLength(_end);
            file.Flush();
        }
    }

    /// <summary>
    /// Where the good part ends. A power cut may leave later lines of a group whole and earlier ones not: none of them was acknowledged,
    /// and those behind the first spoilt one go, so that what is left is what was logged first. A spoilt line with a later group behind it
    /// was whole once; it stays, and is passed over.
    /// </summary>
    private long FindEndLocked(IAppendFile file)
    {
        var reader = new SegmentReader(file, _end);
        var good = _end;
        long? spoilt = null;
        for (var start = _end; reader.TryRead(out var line); start = reader.Offset)
        {
            if (!LogLine.IsWhole(line))
            {
                spoilt ??= start;
            }
            else if (spoilt is null || LogLine.GroupOf(line) > spoilt)
            {
                spoilt = null;
                good = reader.Offset;
            }
        }

        return good;
    }

    private void RotateLocked()
    {
        FlushLocked();
        Close();
        var header = new ArrayBufferWriter<byte>(128);
        _begun = timeProvider.GetUtcNow();
        LogLine.Append(new SegmentHeader(Next, Through, _begun).ToJson(), 0, header);
        var path = folder.SegmentPath(Next);
        if (Next == _first)
        {
            // Nothing was logged in it; it is begun anew.
            folder.Files.Delete(path);
        }

        folder.Files.CreateFile(path, header.WrittenSpan);
        if (options.Flush)
        {
            folder.Files.FlushFile(path);
        }

        FlushNamesLocked();
        _file = folder.Files.OpenAppendFile(path);
        (_first, _end) = (Next, header.WrittenCount);
    }

    /// <summary>Whoever made the segment may have died before its name was durable.</summary>
    private void FlushNamesLocked()
    {
        if (options.Flush)
        {
            folder.Files.FlushFolder(folder.Root);
        }
    }

    private void Note(EventId id)
    {
        if (id.IsDerived && id > Through)
        {
            Through = id;
        }
    }

    private void TryCut()
    {
        try
        {
            _file!.SetLength(_end);
        }
        catch (FileSystemException)
        {
            // The next one to append finds what is left, and takes complete lines for events: delivered twice at worst.
            Close();
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
