using System.Text;
using System.Text.Json;

namespace RepoTickets.Storage.Text;

/// <summary>The tokens of a JSON file made into the same tree as YAML. Strict JSON: no comments, no trailing commas, one value.</summary>
internal ref struct JsonTreeReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _text;
    private readonly TextLimits _limits;
    private Utf8JsonReader _reader;
    private TextFault? _fault;
    private int _nodes;
    private int _placedByte;
    private int _placedCharacter;
    private int _line;
    private int _lineStart;

    private JsonTreeReader(ReadOnlySpan<byte> bytes, string text, TextLimits limits)
    {
        _bytes = bytes;
        _text = text;
        _limits = limits;
        _line = 1;

        // One level more than allowed, so that the limit is met here, where its message is made.
        _reader = new(bytes, new JsonReaderOptions { MaxDepth = limits.MaximumDepth + 1 });
    }

    internal static MappingNode? Read(ReadOnlySpan<byte> bytes, string text, TextLimits limits, out TextFault? fault)
    {
        var reader = new JsonTreeReader(bytes, text, limits);
        MappingNode? root = null;
        try
        {
            root = reader.ReadDocument();
        }
        catch (JsonException exception)
        {
            reader._fault = reader.NotJson(exception);
        }
        catch (InvalidOperationException)
        {
            var (_, line, column) = reader.Place((int)reader._reader.TokenStartIndex);
            reader._fault = new(FaultReason.Encoding, "The text here has half of a surrogate pair: correct its escapes.", line, column);
        }

        fault = reader._fault;
        return fault is null ? root : null;
    }

    private MappingNode? ReadDocument()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            var (_, line, column) = Place((int)_reader.TokenStartIndex);
            _fault = new(FaultReason.Content, "The file must hold one object, but begins with something else.", line, column);
            return null;
        }

        var root = (MappingNode?)ReadNode();
        if (root is not null)
        {
            _reader.Read();
        }

        return root;
    }

    private DocumentNode? ReadNode()
    {
        var (start, line, column) = Place((int)_reader.TokenStartIndex);
        if (++_nodes > _limits.MaximumNodes)
        {
            _fault = new(FaultReason.Limit, $"The file has more than {_limits.MaximumNodes} values: split it.", line, column);
            return null;
        }

        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return ReadScalar(start, line, column);
        }

        if (_reader.CurrentDepth >= _limits.MaximumDepth)
        {
            _fault = new(FaultReason.Limit, $"Arrays and objects are nested deeper than {_limits.MaximumDepth} levels here.", line, column);
            return null;
        }

        return _reader.TokenType == JsonTokenType.StartObject ? ReadMapping(start, line, column) : ReadSequence(start, line, column);
    }

    private ScalarNode ReadScalar(int start, int line, int column)
    {
        var quoted = _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        var length = _reader.ValueSpan.Length + (quoted ? 2 : 0);
        var value = quoted ? _reader.GetString()! : Encoding.UTF8.GetString(_reader.ValueSpan);
        var (end, _, _) = Place((int)_reader.TokenStartIndex + length);
        return new(value, !quoted, start, end, line, column);
    }

    private SequenceNode? ReadSequence(int start, int line, int column)
    {
        var items = new List<DocumentNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            var item = ReadNode();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return new(items, isFlow: true, start, Place((int)_reader.TokenStartIndex).Offset + 1, line, column);
    }

    private MappingNode? ReadMapping(int start, int line, int column)
    {
        var entries = new List<MappingEntry>();
        var known = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            if (ReadNode() is not ScalarNode key)
            {
                return null;
            }

            if (!known.TryAdd(key.Text, key))
            {
                _fault = KeyFaults.Repeated(key, known[key.Text]);
                return null;
            }

            _reader.Read();
            var value = ReadNode();
            if (value is null)
            {
                return null;
            }

            entries.Add(new(key, value));
        }

        return new(entries, isFlow: true, start, Place((int)_reader.TokenStartIndex).Offset + 1, line, column);
    }

    /// <summary>A place of the bytes as a place of the text. Asked for in rising order, so each stretch is counted once.</summary>
    private (int Offset, int Line, int Column) Place(int byteOffset)
    {
        if (byteOffset > _placedByte)
        {
            var next = _placedCharacter + Encoding.UTF8.GetCharCount(_bytes[_placedByte..byteOffset]);
            for (; _placedCharacter < next; _placedCharacter++)
            {
                var character = _text[_placedCharacter];
                var isLast = _placedCharacter + 1 == _text.Length;
                if (character == '\n' || (character == '\r' && (isLast || _text[_placedCharacter + 1] != '\n')))
                {
                    _line++;
                    _lineStart = _placedCharacter + 1;
                }
            }

            _placedByte = byteOffset;
        }

        return (_placedCharacter, _line, _placedCharacter - _lineStart + 1);
    }

    private readonly TextFault NotJson(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += _bytes[start..].IndexOf((byte)'\n') + 1;
        }

        var before = _bytes.Slice(start, (int)Math.Min(exception.BytePositionInLine ?? 0, _bytes.Length - start));
        return new(
            FaultReason.Syntax,
            $"Not valid JSON, or the file ends too early: {reason}",
            (int)(exception.LineNumber ?? 0) + 1,
            Encoding.UTF8.GetCharCount(before) + 1);
    }
}
