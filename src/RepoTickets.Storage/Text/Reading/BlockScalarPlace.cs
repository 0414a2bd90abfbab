namespace RepoTickets.Storage.Text;

/// <summary>Where a block scalar (<c>|</c> or <c>&gt;</c>) really ends: the parser's mark runs over the blank lines behind it.</summary>
internal static class BlockScalarPlace
{
    /// <param name="text">The decoded text.</param>
    /// <param name="start">The indicator, <c>|</c> or <c>&gt;</c>.</param>
    /// <param name="markedEnd">The parser's end mark.</param>
    /// <returns>The place before the line break of the last line of content, or the end of the header where there is none.</returns>
    internal static int TrueEnd(string text, int start, int markedEnd)
    {
        var header = TextPlace.LineEnd(text, start);
        var end = Math.Max(header, WithoutBreak(text, Math.Min(markedEnd, text.Length)));
        if (KeepsBlankLines(text, start))
        {
            return end;
        }

        var indentation = Indentation(text, TextPlace.BehindBreak(text, header), end);
        while (end > header)
        {
            var lineStart = TextPlace.LineStart(text, end);
            var line = text.AsSpan(lineStart, end - lineStart);
            if (!line.IsWhiteSpace() || line.Length > indentation)
            {
                return end;
            }

            end = Math.Max(header, WithoutBreak(text, lineStart));
        }

        return header;
    }

    /// <summary>Whether the header has a <c>+</c>.</summary>
    internal static bool KeepsBlankLines(string text, int start) =>
        (start + 1 < text.Length && text[start + 1] == '+')
        || (start + 2 < text.Length && text[start + 1] is > '0' and <= '9' && text[start + 2] == '+');

    /// <summary>The smallest indentation of a line with content; lines of more blanks than that are content themselves.</summary>
    private static int Indentation(string text, int start, int end)
    {
        var smallest = int.MaxValue;
        while (start < end)
        {
            var lineEnd = TextPlace.LineEnd(text, start);
            var blanks = text.AsSpan(start, lineEnd - start).IndexOfAnyExcept(' ');
            smallest = blanks >= 0 ? Math.Min(smallest, blanks) : smallest;
            start = TextPlace.BehindBreak(text, lineEnd);
        }

        return smallest;
    }

    private static int WithoutBreak(string text, int end)
    {
        if (end == 0 || !TextPlace.IsBreak(text[end - 1]))
        {
            return end;
        }

        return end > 1 && text[end - 1] == '\n' && text[end - 2] == '\r' ? end - 2 : end - 1;
    }
}
