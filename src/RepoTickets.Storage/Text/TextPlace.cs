namespace RepoTickets.Storage.Text;

/// <summary>
/// Lines of a text: where they begin and end, whichever line ends it uses. U+0085, U+2028 and U+2029 count, because the YAML parser ends
/// lines (and comments) there.
/// </summary>
internal static class TextPlace
{
    /// <summary>The line and column, counted from 1, of a character.</summary>
    internal static (int Line, int Column) Of(ReadOnlySpan<char> text, int offset)
    {
        var line = 1;
        var start = 0;
        for (var index = 0; index < offset; index++)
        {
            if (IsBreak(text[index]))
            {
                index = text[index] == '\r' && index + 1 < offset && text[index + 1] == '\n' ? index + 1 : index;
                line++;
                start = index + 1;
            }
        }

        return (line, offset - start + 1);
    }

    /// <summary>The first character of the line that holds this place.</summary>
    internal static int LineStart(string text, int offset)
    {
        while (offset > 0 && !IsBreak(text[offset - 1]))
        {
            offset--;
        }

        return offset;
    }

    /// <summary>The line break, or end of text, that ends the line that holds this place.</summary>
    internal static int LineEnd(string text, int offset)
    {
        while (offset < text.Length && !IsBreak(text[offset]))
        {
            offset++;
        }

        return offset;
    }

    /// <summary>The place behind the line break that begins here; the same place where none begins.</summary>
    internal static int BehindBreak(string text, int offset)
    {
        if (offset >= text.Length || !IsBreak(text[offset]))
        {
            return offset;
        }

        return text[offset] == '\r' && offset + 1 < text.Length && text[offset + 1] == '\n' ? offset + 2 : offset + 1;
    }

    internal static bool IsBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Whether nothing but blanks stands before this place on its line.</summary>
    internal static bool IsFirstOnLine(string text, int offset)
    {
        while (offset > 0 && IsBlank(text[offset - 1]))
        {
            offset--;
        }

        return offset == 0 || IsBreak(text[offset - 1]);
    }

    internal static bool IsBlank(char character) => character is ' ' or '\t';
}
