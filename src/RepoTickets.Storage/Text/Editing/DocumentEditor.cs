namespace RepoTickets.Storage.Text;

/// <summary>
/// Turns the difference of two values into replacements of the smallest parts of a file's text. Made for one edit.
/// </summary>
internal sealed partial class DocumentEditor
{
    private readonly string _text;
    private readonly DocumentSyntax _syntax;
    private readonly MappingNode _root;
    private readonly FileStyle _style;
    private SpliceList _splices;

    internal DocumentEditor(DocumentText document)
    {
        _text = document.Text;
        _syntax = document.Syntax;
        _root = document.Root;
        _style = FileStyle.Of(document);
        _splices = new(_text);
    }

    /// <summary>Nodes that were written anew as a whole, with what they were to become.</summary>
    internal Dictionary<DocumentNode, DocumentValue> Rendered { get; } = [];

    /// <returns>The text after the edit; the same instance when there is nothing to change.</returns>
    internal string Edit(MappingValue before, MappingValue after)
    {
        // A YAML file of "{}" says nothing about the style that its author would like: it grows into blocks.
        var isFlow = _root.IsFlow && (_syntax == DocumentSyntax.Json || _root.Entries.Count > 0);
        EditValue(new Slot(_root.Start, 0, IsItem: true, isFlow), _root, before, after);
        if (_splices.Count == 0)
        {
            return _text;
        }

        EndLastBlockScalar();
        return _splices.Apply(0, _text.Length);
    }

    private void EditValue(Slot slot, DocumentNode node, DocumentValue? before, DocumentValue after)
    {
        if (ValueComparison.AreEqual(before, after))
        {
            return;
        }

        switch (node, before, after)
        {
            case (MappingNode mapping, MappingValue old, MappingValue wanted):
                EditMapping(slot, mapping, old, wanted);
                break;
            case (SequenceNode sequence, SequenceValue old, SequenceValue wanted):
                EditSequence(slot, sequence, old, wanted);
                break;
            default:
                Replace(slot, node, after);
                break;
        }
    }

    /// <summary>
    /// A block scalar whose last line has no line break has none in its value. When lines are added behind it, it gets one, and says by its
    /// header that the value has none.
    /// </summary>
    private void EndLastBlockScalar()
    {
        var last = LastLeaf(_root);
        var (start, end) = (last.Start, last.End);
        if (end != _text.Length || !IsBlockScalar(last))
        {
            return;
        }

        if (_splices.Covers(start) || !_splices.InsertsLinesAt(end))
        {
            return;
        }

        var headerEnd = start + 1;
        while (headerEnd < end && _text[headerEnd] is '+' or '-' or (>= '1' and <= '9'))
        {
            headerEnd++;
        }

        var header = _text[start..headerEnd];
        if (!header.Contains('-', StringComparison.Ordinal))
        {
            _splices.Add(start, headerEnd, header.Replace("+", string.Empty, StringComparison.Ordinal) + "-");
        }
    }

    private static DocumentNode LastLeaf(DocumentNode node)
    {
        while (node is MappingNode { IsFlow: false } or SequenceNode { IsFlow: false })
        {
            node = node is MappingNode mapping ? mapping.Entries[^1].Value : ((SequenceNode)node).Items[^1];
        }

        return node;
    }

    private bool IsBlockScalar(DocumentNode node) => node is ScalarNode && node.Start < node.End && _text[node.Start] is '|' or '>';

    /// <summary>Where a value stands.</summary>
    /// <param name="IndicatorEnd">Behind the colon or dash before it.</param>
    /// <param name="Column">The column, counted from 0, of the block that it stands in.</param>
    /// <param name="IsItem">It stands behind a dash, or is the root, so blocks may begin on the same line.</param>
    /// <param name="InFlow">It stands inside brackets.</param>
    private readonly record struct Slot(int IndicatorEnd, int Column, bool IsItem, bool InFlow);
}
