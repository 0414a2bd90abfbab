namespace RepoTickets.Batch.Files;

/// <summary>A line of a file.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Text">Its bytes without the line end; valid until the next line is read. Empty for one that is too long.</param>
/// <param name="IsTooLong">It is longer than <see cref="FileLines.MaximumLength"/> and was passed over.</param>
internal readonly record struct FileLine(int Number, ReadOnlyMemory<byte> Text, bool IsTooLong);

/// <summary>Reads a stream line by line in constant memory.</summary>
internal sealed class FileLines(Stream source)
{
    /// <summary>The longest line that is read, in bytes: 1 MiB.</summary>
    internal const int MaximumLength = 1 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private int _number;
    private bool _hasEnded;

    /// <summary>The next line; null at the end.</summary>
    internal async ValueTask<FileLine?> ReadAsync(CancellationToken cancellationToken)
    {
        var scanned = 0;
        var isTooLong = false;
        while (true)
        {
            var length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Take(scanned + length, isTooLong);
                _start++;
                return line;
            }

            scanned = _end - _start;
            if (_hasEnded)
            {
                return scanned == 0 && !isTooLong ? null : Take(scanned, isTooLong);
            }

            if (scanned > MaximumLength)
            {
                isTooLong = true;
                (_start, _end, scanned) = (0, 0, 0);
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private FileLine Take(int length, bool isTooLong)
    {
        var text = _buffer.AsMemory(_start, length);
        _start += length;
        text = text.Span.EndsWith("\r"u8) ? text[..^1] : text;
        text = ++_number == 1 && text.Span.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
        isTooLong |= text.Length > MaximumLength;
        return new(_number, isTooLong ? default : text, isTooLong);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        _hasEnded = count == 0;
    }
}
