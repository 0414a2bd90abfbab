using System.Buffers;

namespace RepoTickets.Storage.Text;

internal sealed partial class CanonicalYamlReader
{
    /// <summary>Readers look no further than 1,024 characters for the colon of a key; ours are words.</summary>
    private const int LongestKey = 200;

    /// <summary>Every key is compared with those before it, so this bounds what a hostile file costs.</summary>
    private const int MostKeys = 512;

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Reads a mapping whose first key stands here, in this column counted from 0; ends at the line behind it.</summary>
    private MappingNode? ReadMapping(int column)
    {
        if (_depth >= _limits.MaximumDepth || !IsNodeAllowed())
        {
            return null;
        }

        _depth++;
        var (start, line, first) = (_position, _line, _entries.Count);
        var seen = 0UL;
        do
        {
            var length = KeyLength();
            if (length == 0 || _entries.Count - first == MostKeys || IsRepeated(
                _text.AsSpan(_position, length), first, ref seen) || !IsNodeAllowed())
            {
                return null;
            }

            var key = new ScalarNode(_text.Substring(_position, length), isPlain: true, _position, _position + length, _line, Column);
            _position += length + 1;
            var value = ReadValue(key, column);
            if (value is null || _indentation > column)
            {
                return null;
            }

            _entries.Add(new(key, value));
        }
        while (_indentation == column);

        _depth--;
        var entries = new MappingEntry[_entries.Count - first];
        _entries.CopyTo(first, entries, 0, entries.Length);
        _entries.RemoveRange(first, entries.Length);
        return new(entries, isFlow: false, start, entries[^1].Value.End, line, column + 1);
    }

    /// <summary>The length of the key that stands here, behind which a colon stands; 0 when there is none.</summary>
    private int KeyLength()
    {
        var rest = _text.AsSpan(_position);
        if (!char.IsAsciiLetter(rest[0]) && rest[0] != '_')
        {
            return 0;
        }

        var length = rest.IndexOfAnyExcept(KeyCharacters);
        var isKey = length is > 0 and <= LongestKey && rest[length] == ':' &&
            (length + 1 == rest.Length || rest[length + 1] is ' ' or '\n');
        return isKey ? length : 0;
    }

    /// <summary>Whether the key stands among those of this mapping; one bit a key tells most of them apart without looking.</summary>
    private bool IsRepeated(ReadOnlySpan<char> key, int first, ref ulong seen)
    {
        var bit = 1UL << ((key.Length + (key[0] * 5) + (key[^1] * 11) + (key[key.Length / 2] * 23)) & 63);
        if ((seen & bit) == 0)
        {
            seen |= bit;
            return false;
        }

        for (var index = first; index < _entries.Count; index++)
        {
            if (key.SequenceEqual(_entries[index].Key.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what stands behind the colon of a key or on the lines below it.</summary>
    private DocumentNode? ReadValue(ScalarNode key, int column)
    {
        if (!IsAtLineEnd)
        {
            _position++;
            return ReadInline(column);
        }

        var (place, line, at) = (_position, _line, Column);
        if (!EndLine())
        {
            return null;
        }

        if (_indentation >= column && IsAtItem)
        {
            return _indentation == column || _indentation == column + Step ? ReadSequence(_indentation) : null;
        }

        if (_indentation > column)
        {
            return _indentation == column + Step ? ReadMapping(_indentation) : null;
        }

        return IsNodeAllowed() ? new ScalarNode(string.Empty, isPlain: true, place, place, line, at) : null;
    }

    /// <summary>Reads a list whose first dash stands here, in this column counted from 0; ends at the line behind it.</summary>
    private SequenceNode? ReadSequence(int column)
    {
        if (_depth >= _limits.MaximumDepth || !IsNodeAllowed())
        {
            return null;
        }

        _depth++;
        var (start, line, first) = (_position, _line, _items.Count);
        do
        {
            _position += 2;
            if (_position == _text.Length)
            {
                return null;
            }

            var item = KeyLength() > 0 ? ReadMapping(column + Step) : ReadInline(column);
            if (item is null || _indentation > column)
            {
                return null;
            }

            _items.Add(item);
        }
        while (_indentation == column && IsAtItem);

        _depth--;
        var items = new DocumentNode[_items.Count - first];
        _items.CopyTo(first, items, 0, items.Length);
        _items.RemoveRange(first, items.Length);
        return new(items, isFlow: false, start, items[^1].End, line, column + 1);
    }

    /// <summary>
    /// Reads what stands behind a colon or dash on its line, which belongs to a block in this column; ends at the next line.
    /// </summary>
    private DocumentNode? ReadInline(int column)
    {
        if (_position == _text.Length || !IsNodeAllowed())
        {
            return null;
        }

        DocumentNode? node = _text[_position] switch
        {
            '\'' => ReadSingleQuoted(column),
            '"' => ReadDoubleQuoted(column),
            '|' => ReadLiteral(column),
            '[' or '{' => ReadEmptyCollection(),
            _ => ReadPlain(column),
        };
        return node is not null && EndLine() ? node : null;
    }

    private DocumentNode? ReadEmptyCollection()
    {
        var (start, column) = (_position, Column);
        var source = _text.AsSpan(start);
        if (_depth >= _limits.MaximumDepth || !(source.StartsWith("[]") || source.StartsWith("{}")))
        {
            return null;
        }

        _position += 2;
        return source[0] == '['
            ? new SequenceNode([], isFlow: true, start, _position, _line, column)
            : new MappingNode([], isFlow: true, start, _position, _line, column);
    }
}
