using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.DurableLog;

/// <summary>Reads the lines of one segment, also while somebody appends to it. Not thread-safe.</summary>
internal sealed class SegmentReader(IAppendFile file, long offset = 0)
{
    // The longest event and what the line adds; what is longer has no line end because it is no line.
    private const int MaximumLine = EventJson.MaximumBytes + 256;

    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    /// <summary>Where the next line begins.</summary>
    internal long Offset { get; private set; } = offset;

    /// <summary>The next line without its end; false when there is no complete one (yet). Valid until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var available = _buffer.AsSpan(_start, _end - _start);
            var length = available[searched..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                length += searched;
                line = available[..length];
                _start += length + 1;
                Offset += length + 1;
                return true;
            }

            searched = available.Length;
            if (!Fill())
            {
                // Half a line may be all that a dead process left, and be cut away: the next time it is read anew.
                (_start, _end) = (0, 0);
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length > MaximumLine)
            {
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = file.Read(Offset + _end, _buffer.AsSpan(_end));
        _end += count;
        return count > 0;
    }
}
