using System.Globalization;

namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>A text that is being written. The cursor stands between characters as a reader sees them, never inside one.</summary>
/// <param name="Text">The text; its line ends are line feeds.</param>
/// <param name="Cursor">Where the next character goes, in UTF-16 units.</param>
internal sealed record TextEdit(string Text, int Cursor)
{
    internal static TextEdit Empty { get; } = new("", 0);

    /// <summary>With the cursor at the end.</summary>
    internal static TextEdit Of(string? text)
    {
        var normal = (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return new(normal, normal.Length);
    }

    /// <summary>What would not fit into any field is not taken.</summary>
    internal TextEdit Insert(string text) => Text.Length + text.Length > DocumentBounds.TextLength
        ? this
        : new(Text.Insert(Cursor, text), Cursor + text.Length);

    internal TextEdit Backspace()
    {
        var start = Previous();
        return new(Text.Remove(start, Cursor - start), start);
    }

    internal TextEdit Delete() => new(Text.Remove(Cursor, Next() - Cursor), Cursor);

    internal TextEdit Left() => this with { Cursor = Previous() };

    internal TextEdit Right() => this with { Cursor = Next() };

    internal TextEdit Home() => this with { Cursor = LineStart(Cursor) };

    internal TextEdit End() => this with { Cursor = LineEnd(Cursor) };

    internal bool IsOnFirstLine => LineStart(Cursor) == 0;

    internal bool IsOnLastLine => LineEnd(Cursor) == Text.Length;

    internal TextEdit Up() => IsOnFirstLine ? this : OnLine(LineStart(LineStart(Cursor) - 1));

    internal TextEdit Down() => IsOnLastLine ? this : OnLine(LineEnd(Cursor) + 1);

    /// <summary>The same number of characters from the start of another line, as far as it goes.</summary>
    private TextEdit OnLine(int start)
    {
        var steps = new StringInfo(Text[LineStart(Cursor)..Cursor]).LengthInTextElements;
        var to = start;
        for (var end = LineEnd(start); steps > 0 && to < end; steps--)
        {
            to += StringInfo.GetNextTextElementLength(Text, to);
        }

        return this with { Cursor = to };
    }

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOf('\n', at) is var end && end < 0 ? Text.Length : end;

    private int Next() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    private int Previous()
    {
        if (Cursor == 0)
        {
            return 0;
        }

        // Characters can only be told from their start on, so the line is walked.
        var at = LineStart(Cursor);
        if (at == Cursor)
        {
            return Cursor - 1;
        }

        while (at + StringInfo.GetNextTextElementLength(Text, at) is var next && next < Cursor)
        {
            at = next;
        }

        return at;
    }
}
