using System.Text;

namespace RepoTickets.Storage.Text;

internal sealed partial class DocumentEditor
{
    /// <summary>Writes a value anew as a whole, where it stands.</summary>
    private void Replace(Slot slot, DocumentNode node, DocumentValue after)
    {
        Rendered[node] = after;
        if (slot.InFlow)
        {
            ReplaceInline(slot, node, RenderFlowValue(node, after));
            return;
        }

        var wasBlock = node is MappingNode { IsFlow: false } or SequenceNode { IsFlow: false };
        var isBlock = after is MappingValue { Entries.Count: > 0 } or SequenceValue { Items.Count: > 0 };
        if (isBlock)
        {
            ReplaceByBlock(slot, node, after, wasBlock);
        }
        else if (wasBlock && !slot.IsItem && TextPlace.LineEnd(_text, slot.IndicatorEnd) < node.Start)
        {
            _splices.Insert(slot.IndicatorEnd, " " + RenderInline(after, slot.Column, allowLiteral: false));
            RemoveLines(node.Start, node.End, slot.Column);
        }
        else if (!wasBlock && after is ScalarValue scalar && LiteralBlock.Suits(scalar, _style.Block.Step))
        {
            ReplaceByLiteral(slot, node, scalar);
        }
        else
        {
            ReplaceInline(slot, node, RenderInline(after, slot.Column, allowLiteral: false, QuoteOf(node)));
        }
    }

    private void ReplaceInline(Slot slot, DocumentNode node, string text)
    {
        var isEmpty = node.Start == node.End;
        _splices.Add(isEmpty ? slot.IndicatorEnd : node.Start, isEmpty ? slot.IndicatorEnd : node.End, isEmpty ? $" {text}" : text);
    }

    private void ReplaceByLiteral(Slot slot, DocumentNode node, ScalarValue scalar)
    {
        var lineEnd = TextPlace.LineEnd(_text, node.End);
        if (!AllowsLiteral(lineEnd, slot.Column))
        {
            ReplaceInline(slot, node, RenderInline(scalar, slot.Column, allowLiteral: false));
            return;
        }

        // A comment behind the old value moves behind the indicator, where it does not become content.
        var builder = new StringBuilder(node.Start == slot.IndicatorEnd ? " " : string.Empty);
        builder.Append(LiteralBlock.Header(scalar.Text, _style.Block.Step)).Append(_text.AsSpan(node.End, lineEnd - node.End).TrimEnd());
        LiteralBlock.AppendLines(builder, scalar.Text, slot.Column + _style.Block.Step, _style.Block.NewLine);
        _splices.Add(node.Start, lineEnd, builder.ToString());
    }

    private void ReplaceByBlock(Slot slot, DocumentNode node, DocumentValue after, bool wasBlock)
    {
        var lineEnd = TextPlace.LineEnd(_text, node.End);
        var standsAlone = _text.AsSpan(node.End, lineEnd - node.End).IsWhiteSpace();
        if (slot.IsItem || (wasBlock && (node is SequenceNode) == (after is SequenceValue)))
        {
            var column = node.Start == node.End ? slot.Column + 2 : node.Column - 1;
            ReplaceInline(slot, node, RenderBlock(after, column, standsAlone && AllowsLiteral(lineEnd, column)));
            return;
        }

        var indented = after is SequenceValue ? _style.Block.SequenceColumn(slot.Column) : slot.Column + _style.Block.Step;
        var rendered = new string(' ', indented) + RenderBlock(after, indented, AllowsLiteral(lineEnd, slot.Column));
        if (wasBlock)
        {
            _splices.Add(TextPlace.LineStart(_text, node.Start), lineEnd, rendered);
        }
        else
        {
            // What stands behind the old value on its line, a comment, stays behind the key.
            _splices.Add(slot.IndicatorEnd, Math.Max(slot.IndicatorEnd, node.End), string.Empty);
            _splices.Insert(lineEnd, _style.Block.NewLine + rendered);
        }
    }

    /// <summary>
    /// Whether a literal block may end at this line end: the lines that follow must not be taken for more of it, and where the file ends
    /// without a line break the block would lose its own.
    /// </summary>
    private bool AllowsLiteral(int lineEnd, int column)
    {
        var contentColumn = column + _style.Block.Step;
        var place = TextPlace.BehindBreak(_text, lineEnd);
        if (place == lineEnd)
        {
            return false;
        }

        while (place < _text.Length)
        {
            var end = TextPlace.LineEnd(_text, place);
            var line = _text.AsSpan(place, end - place);
            var blanks = line.IndexOfAnyExcept(' ');
            if (blanks < 0 ? line.Length > contentColumn : true)
            {
                return blanks >= 0 && blanks < contentColumn;
            }

            place = TextPlace.BehindBreak(_text, end);
        }

        return true;
    }

    private string RenderEntry(KeyValuePair<string, DocumentValue> entry, int column, bool allowLiteral)
    {
        var builder = new StringBuilder();
        new YamlBlockWriter(builder, _style.Block, allowLiteral).WriteMapping([entry], column);
        return builder.ToString();
    }

    private string RenderItem(SequenceNode siblings, DocumentValue item, bool allowLiteral)
    {
        var width = siblings.Items[0].Line == siblings.Line ? siblings.Items[0].Column - siblings.Column : 0;
        var style = _style.Block with { DashWidth = width is >= 2 and <= 9 ? width : _style.Block.DashWidth };
        var builder = new StringBuilder();
        new YamlBlockWriter(builder, style, allowLiteral).WriteSequence([item], siblings.Column - 1);
        return builder.ToString();
    }

    private string RenderBlock(DocumentValue value, int column, bool allowLiteral)
    {
        var builder = new StringBuilder();
        var writer = new YamlBlockWriter(builder, _style.Block, allowLiteral);
        if (value is MappingValue mapping)
        {
            writer.WriteMapping(mapping.Entries.AsSpan(), column);
        }
        else
        {
            writer.WriteSequence(((SequenceValue)value).Items.AsSpan(), column);
        }

        return builder.ToString();
    }

    private string RenderInline(DocumentValue value, int column, bool allowLiteral, char quote = '\0')
    {
        var builder = new StringBuilder();
        new YamlBlockWriter(builder, _style.Block, allowLiteral).WriteInline(value, column, quote);
        return builder.ToString();
    }

    private string RenderFlowValue(DocumentNode node, DocumentValue value)
    {
        var builder = new StringBuilder();
        new FlowWriter(builder, _style.Flow).Write(value, _style.IsPretty ? FileStyle.PrefixOf(_text, node.Start) : null);
        return builder.ToString();
    }

    private char QuoteOf(DocumentNode node) =>
        node is ScalarNode { IsPlain: false } && _text[node.Start] is var quote and ('"' or '\'') ? quote : '\0';
}
