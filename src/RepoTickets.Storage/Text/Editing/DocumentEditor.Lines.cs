namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentEditor
{
    /// <summary>
    /// Adds lines before the line of this place. They go behind the line above, so that the line below may be removed in the same edit.
    /// </summary>
    private void InsertLinesBefore(int place, string lines)
    {
        var start = TextPlace.LineStart(_text, place);
        if (start == 0)
        {
            _splices.Insert(0, lines + _style.Block.NewLine);
        }
        else
        {
            _splices.Insert(EndOfLineAbove(start), _style.Block.NewLine + lines);
        }
    }

    /// <summary>
    /// Removes the lines from one place to another, and comments right behind them that are indented deeper than the block they are in:
    /// those belong to what is removed, and behind a block scalar they would become text.
    /// </summary>
    private void RemoveLines(int first, int last, int column)
    {
        var start = TextPlace.LineStart(_text, first);
        var end = EndOfDeeperComments(TextPlace.LineEnd(_text, last), column);
        if (start == 0 || end == _text.Length || _splices.DeletesUpTo(start))
        {
            _splices.Add(start, TextPlace.BehindBreak(_text, end), string.Empty);
        }
        else
        {
            // With the line break above instead of the own one: what is added behind these lines begins with a line break.
            _splices.Add(EndOfLineAbove(start), end, string.Empty);
        }
    }

    private int EndOfDeeperComments(int lineEnd, int column)
    {
        var end = lineEnd;
        var place = TextPlace.BehindBreak(_text, lineEnd);
        while (place < _text.Length)
        {
            var next = TextPlace.LineEnd(_text, place);
            var line = _text.AsSpan(place, next - place);
            var blanks = line.IndexOfAnyExcept(' ', '\t');
            if (blanks >= 0 && (line[blanks] != '#' || blanks <= column))
            {
                break;
            }

            end = line.Length > 0 ? next : end;
            place = TextPlace.BehindBreak(_text, next);
        }

        return end;
    }

    private int EndOfLineAbove(int lineStart) =>
        lineStart > 1 && _text[lineStart - 1] == '\n' && _text[lineStart - 2] == '\r' ? lineStart - 2 : lineStart - 1;
}
