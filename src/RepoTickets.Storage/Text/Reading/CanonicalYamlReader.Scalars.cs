using System.Buffers;

namespace RepoTickets.Storage.Text;

internal sealed partial class CanonicalYamlReader
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What can begin a scalar without quotes and never means anything else.</summary>
    private static readonly SearchValues<char> PlainFirst = SearchValues.Create(Alphanumeric + "_./($+<=;^)~\\");

    /// <summary>What can stand within one whatever is next to it: printable ASCII but <c>:</c> and <c>#</c>.</summary>
    private static readonly SearchValues<char> PlainWithin =
        SearchValues.Create(" !\"$%&'()*+,-./" + Alphanumeric + ";<=>?@[\\]^_`{|}~");

    private ScalarNode? ReadPlain(int column)
    {
        var (start, line, at) = (_position, _line, Column);
        var isDashed = _text[start] == '-' && start + 1 < _text.Length && char.IsAsciiLetterOrDigit(_text[start + 1]);
        if ((!PlainFirst.Contains(_text[start]) && !isDashed) || !SkipPlainLine())
        {
            return null;
        }

        var next = Continuation(column);
        if (next == 0)
        {
            return new(_text[start.._position], isPlain: true, start, _position, line, at);
        }

        var (length, from) = (0, start);
        for (; next > 0; next = Continuation(column))
        {
            Append(from, _position, ref length);
            Buffer[length++] = ' ';
            from = next;
            BeginContinuation(next, column);
            if (_text[from] is '-' or '?' || !SkipPlainLine())
            {
                return null;
            }
        }

        Append(from, _position, ref length);
        return next < 0 ? null : new(new string(Buffer, 0, length), isPlain: true, start, _position, line, at);
    }

    /// <summary>Goes to the end of a line of plain text. False when it has something of which YAML makes more than text.</summary>
    private bool SkipPlainLine()
    {
        var start = _position;
        while (true)
        {
            var length = _text.AsSpan(_position).IndexOfAnyExcept(PlainWithin);
            _position = length < 0 ? _text.Length : _position + length;
            if (IsAtLineEnd)
            {
                return _position > start && _text[_position - 1] != ' ';
            }

            var isText = _text[_position] switch
            {
                ':' => _position > start && _position + 1 < _text.Length &&
                    (char.IsAsciiLetterOrDigit(_text[_position + 1]) || _text[_position + 1] == '/'),
                '#' => _position > start && char.IsAsciiLetterOrDigit(_text[_position - 1]),
                _ => false,
            };
            if (!isText)
            {
                return false;
            }

            _position++;
        }
    }

    /// <summary>Where a plain scalar goes on below this line: 0 when it ends here, -1 when that is not plain to see.</summary>
    private int Continuation(int column)
    {
        var place = _position + 1;
        while (place < _text.Length && _text[place] == ' ')
        {
            place++;
        }

        var indentation = place - _position - 1;
        if (place >= _text.Length)
        {
            return indentation > 0 ? -1 : 0;
        }

        if (indentation <= column)
        {
            return 0;
        }

        return indentation == column + Step && _text[place] is not ('\n' or '\t') ? place : -1;
    }

    /// <summary>Reads single quotes; lines below are folded into one, blank lines between them are line breaks.</summary>
    private ScalarNode? ReadSingleQuoted(int column)
    {
        var (start, line, at) = (_position, _line, Column);
        _position++;
        var (length, isCopied) = (0, false);
        for (var from = _position; ; from = _position)
        {
            var stop = _text.AsSpan(from).IndexOfAny('\'', '\n', '\t');
            if (stop < 0 || _text[from + stop] == '\t')
            {
                return null;
            }

            _position = from + stop;
            if (_text[_position] == '\n')
            {
                isCopied = true;
                Append(from, _position, ref length);
                if (!FoldLines(from, column, ref length))
                {
                    return null;
                }
            }
            else if (_position + 1 < _text.Length && _text[_position + 1] == '\'')
            {
                isCopied = true;
                Append(from, ++_position, ref length);
                _position++;
            }
            else
            {
                string text;
                if (isCopied)
                {
                    Append(from, _position, ref length);
                    text = new string(Buffer, 0, length);
                }
                else
                {
                    text = _text[from.._position];
                }

                return new(text, isPlain: false, start, ++_position, line, at);
            }
        }
    }

    /// <summary>
    /// Takes the line break here, the blank lines behind it and the indentation of the next line for what they mean in quotes.
    /// </summary>
    private bool FoldLines(int from, int column, ref int length)
    {
        if (_position > from && _text[_position - 1] == ' ')
        {
            return false;
        }

        var breaks = 0;
        while (_position < _text.Length && _text[_position] == '\n')
        {
            _position++;
            breaks++;
            _line++;
        }

        _line--;
        if (breaks == 1)
        {
            Buffer[length++] = ' ';
        }
        else
        {
            Buffer.AsSpan(length, breaks - 1).Fill('\n');
            length += breaks - 1;
        }

        return SkipIndentation(column);
    }

    /// <summary>Goes over the indentation of a line within quotes, which must be the canonical one.</summary>
    private bool SkipIndentation(int column)
    {
        var place = _position;
        while (place < _text.Length && _text[place] == ' ')
        {
            place++;
        }

        if (place - _position != column + Step || place == _text.Length || _text[place] is '\n' or '\t')
        {
            return false;
        }

        BeginContinuation(place, column);
        return true;
    }

    private void BeginContinuation(int place, int column)
    {
        _position = place;
        _lineStart = place - column - Step;
        _line++;
    }

    private void Append(int from, int to, ref int length)
    {
        _text.CopyTo(from, Buffer, length, to - from);
        length += to - from;
    }
}
