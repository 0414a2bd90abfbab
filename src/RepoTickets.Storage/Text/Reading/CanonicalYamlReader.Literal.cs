namespace RepoTickets.Storage.Text;

internal sealed partial class CanonicalYamlReader
{
    /// <summary>Reads a <c>|</c> block as <see cref="LiteralBlock"/> writes it; ends before the line break of its last line.</summary>
    private ScalarNode? ReadLiteral(int column)
    {
        var (start, line, at) = (_position, _line, Column);
        _position++;
        var isIndented = Take('2');
        var isStripped = Take('-');
        if (_position == _text.Length || _text[_position] != '\n')
        {
            return null;
        }

        var (length, blankLines) = (0, 0);
        while (IsLiteralLine(column + Step, out var content, out var end))
        {
            if (content == end)
            {
                blankLines++;
            }
            else
            {
                var isFirst = length == 0;
                if (isFirst && (blankLines > 0 || _text[content] == '\t' || (_text[content] == ' ') != isIndented))
                {
                    return null;
                }

                Buffer.AsSpan(length, isFirst ? 0 : blankLines + 1).Fill('\n');
                length += isFirst ? 0 : blankLines + 1;
                blankLines = 0;
                Append(content, end, ref length);
            }

            _line++;
            _position = end;
        }

        // Blank lines behind the block, lines of blanks alone and a last line without line break are what writers treat differently.
        if (length == 0 || blankLines > 0 || _position == _text.Length || IsBlankLine(_position + 1))
        {
            return null;
        }

        if (!isStripped)
        {
            Buffer[length++] = '\n';
        }

        return new(new string(Buffer, 0, length), isPlain: false, start, _position, line, at);
    }

    /// <summary>Whether the line behind this one belongs to a block of this indentation: it is empty, or has text that far right.</summary>
    private bool IsLiteralLine(int indentation, out int content, out int end)
    {
        content = _position + 1;
        end = content;
        if (content >= _text.Length)
        {
            return false;
        }

        var length = _text.AsSpan(content).IndexOf('\n');
        end = length < 0 ? _text.Length : content + length;
        if (length == 0)
        {
            return true;
        }

        var lineStart = content;
        content += indentation;
        return content < end
            && !_text.AsSpan(lineStart, indentation).ContainsAnyExcept(' ')
            && !_text.AsSpan(content, end - content).IsWhiteSpace();
    }

    private bool IsBlankLine(int place)
    {
        while (place < _text.Length && TextPlace.IsBlank(_text[place]))
        {
            place++;
        }

        return place < _text.Length && _text[place] == '\n';
    }

    private bool Take(char character)
    {
        if (_position < _text.Length && _text[_position] == character)
        {
            _position++;
            return true;
        }

        return false;
    }
}
