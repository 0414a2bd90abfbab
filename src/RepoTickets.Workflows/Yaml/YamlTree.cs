using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RepoTickets.Workflows;

/// <summary>
/// The events of YamlDotNet's parser made into a tree with places. The limits are checked at each event, so that a file of brackets ends at
/// the depth limit and not on the stack. A key that is there twice is a fault and reading goes on; all other faults end it.
/// </summary>
internal sealed class YamlTree
{
    private readonly FaultList _faults;
    private readonly Parser _parser;
    private int _nodes;
    private int _depth;

    private YamlTree(string text, FaultList faults)
    {
        _faults = faults;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The mapping that the text holds; null when it is none that can be read.</summary>
    internal static YamlMapping? Read(string text, FaultList faults)
    {
        if (text.Length > WorkflowYaml.MaximumLength)
        {
            faults.Add(1, 1, $"The file is {text.Length} characters long; at most {WorkflowYaml.MaximumLength} are allowed.");
            return null;
        }

        if (FindMergeConflict(text) is { } line)
        {
            faults.Add(line, 1, "A merge conflict begins here. Decide between the two sides and remove the marks.");
            return null;
        }

        var tree = new YamlTree(text.StartsWith('\uFEFF') ? text[1..] : text, faults);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException exception)
        {
            tree.Refuse($"This is not valid YAML, or the file ends too early: {exception.Message}", exception.Start);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            // The scanner lets a few of its own slips through as these, for example at impossible surrogate escapes.
            tree.Refuse($"This is not valid YAML: {exception.Message}", tree._parser.Current?.End ?? Mark.Empty);
        }

        return null;
    }

    private static int? FindMergeConflict(string text)
    {
        var line = 1;
        for (var start = 0; start < text.Length; line++)
        {
            if (string.CompareOrdinal(text, start, "<<<<<<< ", 0, 8) == 0)
            {
                return line;
            }

            var end = text.IndexOf('\n', start);
            start = end < 0 ? text.Length : end + 1;
        }

        return null;
    }

    private YamlMapping? ReadDocument()
    {
        _parser.MoveNext();
        if (!_parser.MoveNext() || _parser.Current is not DocumentStart)
        {
            return (YamlMapping?)Refuse("The file holds nothing. A workflow begins with 'name:'.", Mark.Empty);
        }

        _parser.MoveNext();
        if (_parser.Current is not MappingStart)
        {
            var place = _parser.Current!.Start;
            return (YamlMapping?)Refuse("A workflow is a mapping of keys to values that begins with 'name:'.", place);
        }

        if (ReadNode() is not YamlMapping root)
        {
            return null;
        }

        _parser.MoveNext();
        _parser.MoveNext();
        return _parser.Current is StreamEnd
            ? root
            : (YamlMapping?)Refuse("A second document begins here: a file holds one workflow.", _parser.Current!.Start);
    }

    private YamlNode? ReadNode()
    {
        if (_parser.Current is not NodeEvent node)
        {
            var place = _parser.Current!.Start;
            return Refuse("An alias ('*') stands here. Write the value itself; text that begins with a star stands in quotes.", place);
        }

        if (++_nodes > WorkflowYaml.MaximumValues)
        {
            return Refuse($"The file holds more than {WorkflowYaml.MaximumValues} values. Split the workflow.", node.Start);
        }

        if (!node.Anchor.IsEmpty)
        {
            return Refuse("An anchor ('&') stands here. Remove it, and write the value wherever it is meant.", node.Start);
        }

        if (!node.Tag.IsEmpty)
        {
            return Refuse("A tag ('!') stands here. Remove it; a condition that begins with '!' stands in quotes.", node.Start);
        }

        if (node is Scalar scalar)
        {
            var isPlain = scalar.Style == ScalarStyle.Plain && scalar.Start.Line == scalar.End.Line;
            return new YamlScalar(scalar.Value, isPlain, (int)scalar.Start.Line, (int)scalar.Start.Column);
        }

        if (_depth >= WorkflowYaml.MaximumDepth)
        {
            return Refuse($"Lists and mappings nest more than {WorkflowYaml.MaximumDepth} levels deep here.", node.Start);
        }

        _depth++;
        YamlNode? collection = node is MappingStart ? ReadMapping(node.Start) : ReadSequence(node.Start);
        _depth--;
        return collection;
    }

    private YamlSequence? ReadSequence(Mark start)
    {
        var items = new List<YamlNode>();
        _parser.MoveNext();
        while (_parser.Current is not SequenceEnd)
        {
            if (ReadNode() is not { } item)
            {
                return null;
            }

            items.Add(item);
            _parser.MoveNext();
        }

        return new YamlSequence(items, (int)start.Line, (int)start.Column);
    }

    private YamlMapping? ReadMapping(Mark start)
    {
        var entries = new List<YamlEntry>();
        var keys = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        _parser.MoveNext();
        while (_parser.Current is not MappingEnd)
        {
            var mark = _parser.Current!.Start;
            if (_parser.Current is MappingStart or SequenceStart)
            {
                return (YamlMapping?)Refuse("A list or mapping stands where a key belongs. A key is a word.", mark);
            }

            if (ReadNode() is not YamlScalar key)
            {
                return null;
            }

            _parser.MoveNext();
            if (ReadNode() is not { } value)
            {
                return null;
            }

            _parser.MoveNext();
            if (keys.TryAdd(key.Text, key))
            {
                entries.Add(new(key, value));
                continue;
            }

            var first = keys[key.Text].Line;
            _faults.Add(
                key.Line,
                key.Column,
                $"The key '{DisplayText.Escape(key.Text)}' is there twice, first in line {first}. Remove one of them.");
        }

        return new YamlMapping(entries, (int)start.Line, (int)start.Column);
    }

    private YamlNode? Refuse(string reason, in Mark place)
    {
        _faults.Add((int)place.Line, (int)place.Column, reason);
        return null;
    }
}
