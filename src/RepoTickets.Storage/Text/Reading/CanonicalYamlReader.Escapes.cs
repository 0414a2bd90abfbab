using System.Globalization;
using System.Text;

namespace RepoTickets.Storage.Text;

internal sealed partial class CanonicalYamlReader
{
    /// <summary>Reads double quotes. Of line breaks only the escaped ones, with which the Python package folds, are known.</summary>
    private ScalarNode? ReadDoubleQuoted(int column)
    {
        var (start, line, at) = (_position, _line, Column);
        _position++;
        var (length, isCopied) = (0, false);
        for (var from = _position; ; from = _position)
        {
            var stop = _text.AsSpan(from).IndexOfAny("\"\\\n\t");
            if (stop < 0)
            {
                return null;
            }

            _position = from + stop;
            if (_text[_position] == '"')
            {
                if (isCopied)
                {
                    Append(from, _position, ref length);
                }

                var text = isCopied ? new string(Buffer, 0, length) : _text[from.._position];
                return new(text, isPlain: false, start, ++_position, line, at);
            }

            isCopied = true;
            Append(from, _position, ref length);
            if (_text[_position] != '\\' || !ReadEscape(column, ref length))
            {
                return null;
            }
        }
    }

    private bool ReadEscape(int column, ref int length)
    {
        var place = _position + 1;
        if (place == _text.Length)
        {
            return false;
        }

        _position = place + 1;
        var character = _text[place] switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\u001B',
            ' ' => ' ',
            '"' => '"',
            '\\' => '\\',
            'N' => '\u0085',
            '_' => '\u00A0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => '\uFFFF',
        };
        if (character != '\uFFFF')
        {
            Buffer[length++] = character;
            return true;
        }

        return _text[place] switch
        {
            'x' => ReadCode(2, ref length),
            'u' => ReadCode(4, ref length),
            'U' => ReadCode(8, ref length),
            '\n' => SkipIndentation(column),
            _ => false,
        };
    }

    private bool ReadCode(int digits, ref int length)
    {
        if (_text.Length - _position < digits
            || !uint.TryParse(_text.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.TryCreate(code, out var rune))
        {
            return false;
        }

        _position += digits;
        length += rune.EncodeToUtf16(Buffer.AsSpan(length));
        return true;
    }
}
