using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RepoTickets.Storage.Text;

/// <summary>
/// The events of YamlDotNet's parser made into a tree with places. Events are taken one at a time and the limits are checked at each, so
/// that the parser never gets more than one simple key (1,024 characters) ahead of them: a file of brackets ends at the depth limit,
/// not on the stack.
/// </summary>
internal sealed partial class YamlTreeReader
{
    private const string TabIndents = "A tab indents this line: use blanks.";

    private readonly string _text;
    private readonly TextLimits _limits;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private int _nodes;
    private int _depth;
    private int _lastStart = -1;
    private TextFault? _fault;

    private YamlTreeReader(string text, TextLimits limits)
    {
        _text = text;
        _limits = limits;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    internal static MappingNode? Read(string text, TextLimits limits, out TextFault? fault)
    {
        var reader = new YamlTreeReader(text, limits);
        MappingNode? root = null;
        try
        {
            root = reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            reader._fault = reader.FindTab(exception) ?? NotYaml(exception.Message, exception.Start);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            // The scanner lets a few of its own slips through as these, for example at impossible surrogate escapes.
            reader._fault = NotYaml(exception.Message, reader._parser.Current?.End ?? Mark.Empty);
        }

        fault = reader._fault;
        return fault is null ? root : null;
    }

    private MappingNode? ReadDocument()
    {
        _parser.MoveNext();
        if (!_parser.MoveNext() || _parser.Current is not DocumentStart start)
        {
            return Refuse(FaultReason.Syntax, "The file holds nothing: restore its content or delete it.", Mark.Empty);
        }

        if (start.Tags is { Count: > 0 } && _text.AsSpan((int)start.Start.Index).StartsWith("%TAG"))
        {
            return Refuse(FaultReason.Syntax, "A %TAG line is not allowed: delete it.", start.Start);
        }

        _parser.MoveNext();
        if (_parser.Current is not MappingStart)
        {
            var place = _parser.Current!.Start;
            return Refuse(FaultReason.Content, "The file must hold one mapping of keys to values, but begins otherwise.", place);
        }

        var root = (MappingNode?)ReadNode();
        if (root is null)
        {
            return null;
        }

        _parser.MoveNext();
        _parser.MoveNext();
        return _parser.Current is StreamEnd
            ? root
            : Refuse(FaultReason.Syntax, "A second document begins here: a file holds one, delete the rest.", _parser.Current!.Start);
    }

    /// <summary>Reads the node of the current event; null when there is a fault.</summary>
    private DocumentNode? ReadNode()
    {
        if (_parser.Current is not NodeEvent node)
        {
            return Refuse(FaultReason.Limit, "An alias stands here: write the value itself.", _parser.Current!.Start);
        }

        if (++_nodes > _limits.MaximumNodes)
        {
            return Refuse(FaultReason.Limit, $"The file has more than {_limits.MaximumNodes} values: split it.", node.Start);
        }

        if (!node.Anchor.IsEmpty)
        {
            return Refuse(FaultReason.Limit, "An anchor ('&') stands here: delete it, write the value wherever it is meant.", node.Start);
        }

        if (!node.Tag.IsEmpty)
        {
            return Refuse(FaultReason.Syntax, "A tag ('!') stands here: delete it, the kind of a value follows from its key.", node.Start);
        }

        if (node is Scalar scalar)
        {
            return ReadScalar(scalar);
        }

        if (_depth >= _limits.MaximumDepth)
        {
            return Refuse(FaultReason.Limit, $"Lists and mappings are nested deeper than {_limits.MaximumDepth} levels here.", node.Start);
        }

        _depth++;
        DocumentNode? collection = node is MappingStart mapping ? ReadMapping(mapping) : ReadSequence((SequenceStart)node);
        _depth--;
        return collection;
    }

    private SequenceNode? ReadSequence(SequenceStart start)
    {
        var isFlow = start.Style == SequenceStyle.Flow;
        var begin = (int)start.Start.Index;
        _lastStart = begin;
        var items = new List<DocumentNode>();
        _parser.MoveNext();
        while (_parser.Current is not SequenceEnd)
        {
            var item = ReadNode();
            if (item is null)
            {
                return null;
            }

            items.Add(item);
            _parser.MoveNext();
        }

        var end = isFlow ? (int)_parser.Current.Start.Index + 1 : items[^1].End;
        return new SequenceNode(items, isFlow, begin, end, (int)start.Start.Line, (int)start.Start.Column);
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        var start = (int)scalar.Start.Index;
        var end = (int)scalar.End.Index;
        _lastStart = start;
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            end = BlockScalarPlace.TrueEnd(_text, start, end);
        }

        return new(scalar.Value, scalar.Style == ScalarStyle.Plain, start, end, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private MappingNode? Refuse(FaultReason reason, string message, in Mark place)
    {
        _fault = new(reason, message, (int)Math.Max(1, place.Line), (int)Math.Max(1, place.Column));
        return null;
    }

    /// <summary>
    /// The tab that the scanner stopped at; null where it stopped at something else. What it names itself is the line before, or that where
    /// the mapping begins.
    /// </summary>
    private TextFault? FindTab(YamlException exception)
    {
        if (!exception.Message.Contains(" tab ", StringComparison.Ordinal))
        {
            return null;
        }

        var start = TextPlace.LineStart(_text, (int)Math.Min(_scanner.CurrentPosition.Index, _text.Length));
        var blanks = _text.AsSpan(start)[..(TextPlace.LineEnd(_text, start) - start)];
        var end = blanks.IndexOfAnyExcept(' ', '\t');
        var tab = (end < 0 ? blanks : blanks[..end]).IndexOf('\t');
        if (tab < 0)
        {
            return null;
        }

        var (line, column) = TextPlace.Of(_text, start + tab);
        return new(FaultReason.Syntax, TabIndents, line, column);
    }

    private static TextFault NotYaml(string message, in Mark place) => new(
        FaultReason.Syntax,
        $"Not valid YAML, or the file ends too early: {message}",
        (int)Math.Max(1, place.Line),
        (int)Math.Max(1, place.Column));
}
