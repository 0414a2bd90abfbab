using System.Text.Unicode;

namespace RepoTickets.CommandLine.Importing;

/// <summary>A file as bytes of UTF-8, and the places in it.</summary>
internal sealed class ForeignFile
{
    private readonly byte[] _bytes;
    private List<int>? _lines;
    private (int Line, int At, int Column) _last = (0, 0, 1);

    /// <exception cref="ForeignFaultException">It is not UTF-8.</exception>
    internal ForeignFile(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(_bytes))
        {
            throw new ForeignFaultException(Place(FirstInvalid()), "This is not UTF-8. Convert the file first.");
        }
    }

    internal string Name { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal string Text => System.Text.Encoding.UTF8.GetString(_bytes);

    internal ForeignPlace Place(long offset)
    {
        _lines ??= [0, .. Enumerable.Range(0, _bytes.Length).Where(at => _bytes[at] == (byte)'\n').Select(static at => at + 1)];
        var at = (int)Math.Clamp(offset, 0, _bytes.Length);
        var line = _lines.BinarySearch(at) is var index && index >= 0 ? index : ~index - 1;

        // Issues may stand by the thousand on one line: the next of them is counted from the one before, not from the line's beginning.
        var (from, column) = _last.Line == line && _last.At <= at ? (_last.At, _last.Column) : (_lines[line], 1);
        column += System.Text.Encoding.UTF8.GetCharCount(_bytes, from, at - from);
        if (at == _bytes.Length || (_bytes[at] & 0xC0) != 0x80)
        {
            _last = (line, at, column);
        }

        return new(Name, line + 1, column);
    }

    /// <summary>Where the line of a place begins.</summary>
    internal long OffsetOf(ForeignPlace place)
    {
        Place(0);
        return _lines![place.Line - 1];
    }

    private int FirstInvalid()
    {
        var at = 0;
        while (at < _bytes.Length &&
            System.Text.Rune.DecodeFromUtf8(_bytes.AsSpan(at), out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
