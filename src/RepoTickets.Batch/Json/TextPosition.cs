using System.Text;

namespace RepoTickets.Batch.Json;

/// <summary>A line and a column in characters, both counted from 1.</summary>
internal readonly record struct TextPosition(int Line, int Column);

/// <summary>Turns offsets in a text into lines and columns.</summary>
internal sealed class TextPositions
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _firstLine;
    private List<int>? _lineStarts;

    /// <param name="text">UTF-8.</param>
    /// <param name="firstLine">The number of its first line.</param>
    internal TextPositions(ReadOnlyMemory<byte> text, int firstLine = 1)
    {
        _text = text;
        _firstLine = firstLine;
    }

    internal TextPosition Of(long offset)
    {
        var at = (int)Math.Clamp(offset, 0, _text.Length);
        _lineStarts ??= FindLines();
        var index = _lineStarts.BinarySearch(at);
        var line = index >= 0 ? index : ~index - 1;
        return new(_firstLine + line, 1 + Encoding.UTF8.GetCharCount(_text.Span[_lineStarts[line]..at]));
    }

    /// <summary>From a line counted from 0 and a byte in it.</summary>
    internal TextPosition OfLine(long line, long byteInLine)
    {
        _lineStarts ??= FindLines();
        return Of(_lineStarts[(int)Math.Clamp(line, 0, _lineStarts.Count - 1)] + byteInLine);
    }

    private List<int> FindLines()
    {
        var starts = new List<int> { 0 };
        var span = _text.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i] == (byte)'\n')
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }
}
