using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RepoTickets.Storage.Text;

internal sealed partial class YamlTreeReader
{
    /// <summary>Up to this many keys, comparing each with each is cheaper than a set.</summary>
    private const int FewKeys = 8;

    private MappingNode? ReadMapping(MappingStart start)
    {
        var isFlow = start.Style == MappingStyle.Flow;
        var begin = (int)start.Start.Index;
        if (isFlow && (_text[begin] != '{' || begin <= _lastStart))
        {
            // The parser gives such a pair the place of something before it.
            _parser.MoveNext();
            var place = _parser.Current!.Start;
            return Refuse(FaultReason.Syntax, "A 'key: value' stands inside a list without braces: put it into braces.", place);
        }

        _lastStart = begin;
        var entries = new List<MappingEntry>();
        HashSet<string>? known = null;
        _parser.MoveNext();
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadKey(isFlow, out var behindColon);
            if (key is null || IsRepeated(key, entries, ref known))
            {
                return null;
            }

            _parser.MoveNext();
            var value = ReadNode();
            if (value is null)
            {
                return null;
            }

            entries.Add(new(key, PlaceEmpty(value, key, behindColon)));
            _parser.MoveNext();
        }

        var end = isFlow ? (int)_parser.Current.Start.Index + 1 : entries[^1].Value.End;
        return new MappingNode(entries, isFlow, begin, end, (int)start.Start.Line, (int)start.Start.Column);
    }

    private ScalarNode? ReadKey(bool isFlow, out int behindColon)
    {
        behindColon = 0;
        var mark = _parser.Current!.Start;
        if (_parser.Current is MappingStart or SequenceStart)
        {
            Refuse(FaultReason.Syntax, "A list or mapping stands where a key belongs: a key is a word.", mark);
            return null;
        }

        if (ReadNode() is not ScalarNode key)
        {
            return null;
        }

        behindColon = BehindColon(key);
        if (behindColon == 0)
        {
            Refuse(FaultReason.Syntax, "A key must be written 'key: value', on one line and without '?'.", mark);
            return null;
        }

        if (key.IsPlain && key.Text == "<<")
        {
            Refuse(FaultReason.Limit, "A merge key ('<<') stands here: write the keys themselves.", mark);
            return null;
        }

        // YAML forbids tabs as indentation. The parser lets some pass, other readers stop there, and columns would mean nothing.
        if (!isFlow && (_text[key.Start - key.Column + 1] == '\t' || (key.Start > 0 && _text[key.Start - 1] == '\t')))
        {
            Refuse(FaultReason.Syntax, TabIndents, mark);
            return null;
        }

        return key;
    }

    /// <summary>The place behind the colon of a key, or 0 where the key is not written plainly with one.</summary>
    private int BehindColon(ScalarNode key)
    {
        if ((key.IsPlain && key.Text.Length == 0) || TextPlace.LineEnd(_text, key.Start) < key.End)
        {
            return 0;
        }

        var place = key.End;
        while (place < _text.Length && TextPlace.IsBlank(_text[place]))
        {
            place++;
        }

        return place < _text.Length && _text[place] == ':' ? place + 1 : 0;
    }

    private bool IsRepeated(ScalarNode key, List<MappingEntry> entries, ref HashSet<string>? known)
    {
        bool repeated;
        if (entries.Count < FewKeys)
        {
            repeated = entries.Exists(entry => entry.Key.Text == key.Text);
        }
        else
        {
            known ??= [.. entries.Select(entry => entry.Key.Text)];
            repeated = !known.Add(key.Text);
        }

        if (repeated)
        {
            var first = entries.Find(entry => entry.Key.Text == key.Text)!.Key;
            _fault = KeyFaults.Repeated(key, first);
        }

        return repeated;
    }

    /// <summary>A value that is not there is placed right behind its colon; the parser says so only in block style.</summary>
    private static DocumentNode PlaceEmpty(DocumentNode value, ScalarNode key, int behindColon) =>
        value is ScalarNode { IsPlain: true, Text.Length: 0 }
            ? new ScalarNode(string.Empty, isPlain: true, behindColon, behindColon, key.Line, key.Column + behindColon - key.Start)
            : value;
}
