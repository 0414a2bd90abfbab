namespace RepoTickets.LogTriage.Sources;

/// <summary>
/// Takes a stream of bytes apart into lines, in bounded memory: of a line that is too long only the beginning is kept. Used by one thread.
/// </summary>
internal sealed class LineSplitter(int maximumLength, long position)
{
    private const int ReadSize = 64 << 10;
    private const int KeptOfTooLong = 512;

    private byte[] _buffer = new byte[ReadSize];
    private int _begin;
    private int _end;
    private int _searched;
    private long _position = position;
    private long _skipped;
    private long _number;

    /// <summary>Bytes of a line whose end has not come.</summary>
    internal bool HasRest => _end > _begin || _skipped > 0;

    /// <summary>Where the next line begins.</summary>
    internal long Position => _position;

    /// <summary>Reads once; the number of bytes, 0 at the end.</summary>
    internal async ValueTask<int> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count;
    }

    /// <summary>The next line that is complete; false when more bytes are needed.</summary>
    internal bool TryRead(out LogLine line)
    {
        line = default;
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            DropTooLong();
            return false;
        }

        line = Take(_searched + found, hasEnd: true);
        return true;
    }

    /// <summary>The last line, which has no end; false when there is none.</summary>
    internal bool TryReadRest(out LogLine line)
    {
        line = default;
        if (!HasRest)
        {
            return false;
        }

        line = Take(_end, hasEnd: false);
        return true;
    }

    private LogLine Take(int end, bool hasEnd)
    {
        var length = end - _begin;
        var isTooLong = _skipped > 0 || length > maximumLength;
        var next = _position + _skipped + length + (hasEnd ? 1 : 0);
        var shown = isTooLong ? Math.Min(length, KeptOfTooLong) : length;
        var bytes = _buffer.AsMemory(_begin, shown);
        if (bytes.Length > 0 && bytes.Span[^1] == '\r')
        {
            bytes = bytes[..^1];
        }

        var line = new LogLine(bytes, ++_number, _position, next, isTooLong);
        _position = next;
        _skipped = 0;
        _begin = _searched = hasEnd ? end + 1 : end;
        return line;
    }

    private void DropTooLong()
    {
        if (_end - _begin > maximumLength)
        {
            // The beginning stays as a sample.
            var kept = Math.Min(KeptOfTooLong, _end - _begin);
            _skipped += _end - _begin - kept;
            _end = _searched = _begin + kept;
        }
    }

    private void MakeRoom()
    {
        if (_begin > 0)
        {
            // Lines that were handed out are done with when more is asked for.
            Buffer.BlockCopy(_buffer, _begin, _buffer, 0, _end - _begin);
            _end -= _begin;
            _searched -= _begin;
            _begin = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maximumLength + ReadSize));
        }
    }
}
