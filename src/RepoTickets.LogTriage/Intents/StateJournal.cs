using System.Buffers;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Intents;

/// <summary>
/// The journal as a file: reads what others appended, cuts a torn tail, appends lines and flushes them. Not thread-safe; every member
/// whose name ends in Locked needs the lock of the folder.
/// </summary>
internal sealed class StateJournal(StateFolder folder, StateModel model) : IDisposable
{
    private const int ReadSize = 64 << 10;
    private const int LongestLine = 1 << 20;
    private const long LongestJournal = 1L << 30;

    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private readonly ArrayBufferWriter<byte> _rest = new(4096);
    private readonly byte[] _buffer = new byte[ReadSize];
    private IAppendFile? _file;
    private long _position;

    /// <summary>Lines in the middle that cannot be read: what they said is not known.</summary>
    internal long Damaged { get; private set; }

    internal long Length => _position;

    /// <summary>Reads what is there, once, without a call that could change anything. A line that is being written is not seen.</summary>
    internal void Look()
    {
        if (folder.ReadToLook(folder.JournalPath, LongestJournal) is { } content)
        {
            _rest.Write(content.Bytes);
            TakeLines();
        }
    }

    /// <summary>Reads what is there and cuts what a dead writer left half written.</summary>
    internal void RefreshLocked()
    {
        if (_file is { } open && !open.IsStillNamed)
        {
            open.Dispose();
            _file = null;
        }

        if (_file is null)
        {
            OpenFile();

            // Also when it was there: whoever made it may have died before its name was on the device.
            folder.FlushName(folder.JournalPath);
        }

        ReadNew();
        if (_file!.Length > _position)
        {
            // Nobody else writes, so this was never finished and nothing was begun on its strength.
            _file.SetLength(_position);
            _rest.ResetWrittenCount();
        }
    }

    /// <summary>Appends lines and flushes them. The model does not know of them before its owner applies them.</summary>
    /// <exception cref="FileSystemException">How much of them is there is not known: the journal must not be used any more.</exception>
    internal void AppendLocked(IReadOnlyList<StateLine> lines)
    {
        _lines.ResetWrittenCount();
        foreach (var line in lines)
        {
            line.Append(_lines);
        }

        StateFolder.WriteOrCut(_file!, _position, _lines.WrittenSpan);
        _position += _lines.WrittenCount;
    }

    /// <summary>Replaces the journal by one that says the same in fewer lines.</summary>
    internal void CondenseLocked(DateTimeOffset oldest)
    {
        _lines.ResetWrittenCount();
        foreach (var line in model.Condense(oldest))
        {
            line.Append(_lines);
        }

        folder.Files.Delete(folder.NextJournalPath);
        folder.Files.CreateFile(folder.NextJournalPath, _lines.WrittenSpan);
        folder.Files.FlushFile(folder.NextJournalPath);
        folder.Files.Replace(folder.NextJournalPath, folder.JournalPath);
        folder.FlushName(folder.JournalPath);
        _file?.Dispose();
        _file = null;

        // The new journal reads well, but what the damaged lines said is as unknown as before.
        var damaged = Damaged;
        RefreshLocked();
        Damaged = Math.Max(Damaged, damaged);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>Another file is there now: everything is read anew.</summary>
    private void OpenFile()
    {
        folder.FindAgain(folder.JournalPath);
        _file = folder.Files.OpenAppendFile(folder.JournalPath);
        _position = 0;
        _rest.ResetWrittenCount();
        Damaged = 0;
        model.Clear();
    }

    private void ReadNew()
    {
        if (_file!.Length < _position)
        {
            // Cut by somebody else; what it says now is all that counts.
            OpenFile();
        }

        _rest.ResetWrittenCount();
        var place = _position;
        while (_file.Read(place, _buffer) is > 0 and var count)
        {
            place += count;
            _rest.Write(_buffer.AsSpan(0, count));
            TakeLines();
            if (_rest.WrittenCount > LongestLine)
            {
                throw new TriageStateException(
                    $"{folder.JournalPath} is not a journal of triage: it has a line of more than {LongestLine} bytes. Move it away.");
            }
        }
    }

    private void TakeLines()
    {
        var unread = _rest.WrittenSpan;
        for (var end = unread.IndexOf((byte)'\n'); end >= 0; end = unread.IndexOf((byte)'\n'))
        {
            if (StateLine.TryRead(unread[..end]) is { } line)
            {
                model.Apply(line);
            }
            else
            {
                Damaged++;
            }

            _position += end + 1;
            unread = unread[(end + 1)..];
        }

        var left = unread.ToArray();
        _rest.ResetWrittenCount();
        _rest.Write(left);
    }
}
